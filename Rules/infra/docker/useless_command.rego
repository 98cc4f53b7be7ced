# METADATA
# title: Command that has no meaning in a container
# description: >-
#   A container has no init system, no screen and no kernel of its own: tools that manage services, processes or mounts
#   either fail during the build or change nothing in the image.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3001]
#   remedy: >-
#     Leave the command out, or do the work in the process that the container runs.
package infra.docker.useless_command

import data.infra.lib.docker

idle := {"free", "ifconfig", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"}

deny contains finding if {
	some run in docker.runs
	run.command.name in idle
	finding := {
		"message": sprintf("'%s' has no meaning while an image is built", [run.command.name]),
		"at": run.command.name,
		"line": run.instruction.line,
	}
}
