# METADATA
# title: dnf that waits for an answer
# description: >-
#   dnf asks before it installs. In a build nobody answers, and it stops.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3038]
#   remedy: >-
#     Say `-y`.
package infra.docker.dnf_without_yes

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name in {"dnf", "dnf5", "microdnf"}
	docker.operands(run.command, set())[0] in {"install", "in", "groupinstall", "localinstall", "reinstall", "upgrade", "update"}
	not docker.has_option(run.command, "y", {"--assumeyes"})
	finding := {
		"message": "dnf asks, and nobody answers",
		"at": run.command,
		"line": run.instruction.line,
	}
}
