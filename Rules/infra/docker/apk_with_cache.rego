# METADATA
# title: apk add that keeps its index
# description: >-
#   The index stays in the layer although nothing reads it again.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3019, DS-0025]
#   remedy: >-
#     Say `--no-cache`, or mount a cache at /var/cache/apk.
package infra.docker.apk_with_cache

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "apk"
	docker.operands(run.command, set())[0] == "add"
	not "--no-cache" in run.command.words
	not docker.is_mounted(run.instruction, "/var/cache/apk")
	not docker.is_mounted(run.instruction, "/etc/apk/cache")
	not removes(run.instruction)
	finding := {
		"message": "apk keeps its index in this layer",
		"at": run.command,
		"line": run.instruction.line,
	}
}

removes(instruction) if {
	some command in instruction.commands
	command.name == "rm"
	some word in command.words
	startswith(word, "/var/cache/apk")
}
