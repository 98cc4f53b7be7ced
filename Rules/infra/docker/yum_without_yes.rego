# METADATA
# title: yum that waits for an answer
# description: >-
#   yum asks before it installs. In a build nobody answers, and it stops.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3030]
#   remedy: >-
#     Say `-y`.
package infra.docker.yum_without_yes

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "yum"
	docker.operands(run.command, set())[0] in {"install", "groupinstall", "localinstall", "reinstall", "update", "upgrade"}
	not docker.has_option(run.command, "y", {"--assumeyes"})
	finding := {
		"message": "yum asks, and nobody answers",
		"at": run.command,
		"line": run.instruction.line,
	}
}
