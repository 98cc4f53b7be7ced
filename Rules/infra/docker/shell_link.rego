# METADATA
# title: Link in place of SHELL
# description: >-
#   Replacing /bin/sh changes the shell of everything in the image, scripts of packages included.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL4005]
#   remedy: >-
#     Say `SHELL ["/bin/bash", "-c"]`, which is for the build alone.
package infra.docker.shell_link

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "ln"
	words := docker.operands(run.command, set())
	words[count(words) - 1] == "/bin/sh"
	finding := {
		"message": "the link changes /bin/sh for the whole image",
		"at": words[count(words) - 1],
		"line": run.instruction.line,
	}
}
