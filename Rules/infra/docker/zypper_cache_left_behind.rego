# METADATA
# title: Cache of zypper left in the image
# description: >-
#   What zypper downloads stays in the layer although nothing reads it again. Deleted in a later layer it stays in the
#   earlier one.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3036, DS-0020]
#   remedy: >-
#     End the RUN with `zypper clean`, or mount a cache.
package infra.docker.zypper_cache_left_behind

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name in {"zypper"}
	docker.operands(run.command, set())[0] in {"install", "in"}
	docker.used(run.instruction)
	not docker.is_mounted(run.instruction, "/var/cache/zypp")
	not cleans_after(run)
	finding := {
		"message": sprintf("%s keeps what it downloads in this layer", [run.command.name]),
		"at": run.command,
		"line": run.instruction.line,
	}
}

cleans_after(run) if {
	some command in run.instruction.commands
	command.pipeline > run.command.pipeline
	cleans(command)
}

cleans(command) if {
	command.name in {"zypper"}
	docker.operands(command, set())[0] in {"clean", "cc"}
}

cleans(command) if {
	command.name == "rm"
	some word in command.words
	some cache in {"/var/cache/zypp"}
	startswith(word, cache)
}
