# METADATA
# title: sudo in an image
# description: >-
#   The build is root already, or becomes it with USER. sudo behaves unexpectedly without a terminal, and its presence in
#   the image is a way to root for whoever gets in.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["250"]
#   aliases: [DL3004, DS-0010, CKV2_DOCKER_1]
#   remedy: >-
#     Change the user with `USER`, or use `gosu` in an entrypoint.
package infra.docker.sudo

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "sudo"
	finding := {
		"message": "sudo runs a command of the build",
		"at": run.command.name,
		"line": run.instruction.line,
	}
}
