# METADATA
# title: Package lists of apt left in the image
# description: >-
#   The lists that `apt-get update` fetches are some tens of megabytes of no use in the finished image. Deleted in a later
#   layer they stay in the earlier one.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3009]
#   remedy: >-
#     Delete `/var/lib/apt/lists/*` in the same RUN, or mount a cache there.
package infra.docker.apt_lists_left_behind

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name in {"apt-get", "apt", "aptitude"}
	"update" in docker.operands(run.command, set())
	docker.used(run.instruction)
	not cleans(run.instruction)
	not is_outside(run.instruction)
	finding := {
		"message": "the package lists stay in this layer",
		"at": run.command,
		"line": run.instruction.line,
	}
}

cleans(instruction) if {
	some command in instruction.commands
	command.name == "rm"
	some word in command.words
	startswith(word, "/var/lib/apt")
}

is_outside(instruction) if {
	docker.is_mounted(instruction, "/var/lib/apt")
	docker.is_mounted(instruction, "/var/cache/apt")
}

is_outside(instruction) if docker.is_mounted(instruction, "/var/lib/apt/lists")
