# METADATA
# title: Cache of yarn left in the image
# description: >-
#   What yarn downloads stays in the layer although nothing reads it again.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3060]
#   remedy: >-
#     End the RUN with `yarn cache clean`, or mount a cache.
package infra.docker.yarn_cache_left_behind

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "yarn"
	docker.operands(run.command, set())[0] == "install"
	docker.used(run.instruction)
	not cleans_after(run)
	not is_mounted(run.instruction)
	finding := {
		"message": "yarn keeps what it downloads in this layer",
		"at": run.command,
		"line": run.instruction.line,
	}
}

cleans_after(run) if {
	some command in run.instruction.commands
	command.pipeline > run.command.pipeline
	command.name == "yarn"
	array.slice(docker.operands(command, set()), 0, 2) == ["cache", "clean"]
}

is_mounted(instruction) if {
	some flag in instruction.flags
	flag.name == "mount"
	flag.options.type in {"cache", "tmpfs"}
	contains(flag.value, "yarn")
}
