# METADATA
# title: zypper that waits for an answer
# description: >-
#   zypper asks before it installs. In a build nobody answers, and it stops.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3034]
#   remedy: >-
#     Say `--non-interactive`, or `-y` behind the subcommand.
package infra.docker.zypper_without_yes

import data.infra.lib.docker

verbs := {"install", "in", "remove", "rm", "source-install", "si", "patch", "update", "up", "dist-upgrade", "dup"}

deny contains finding if {
	some run in docker.runs
	run.command.name == "zypper"
	docker.operands(run.command, set())[0] in verbs
	not docker.has_option(run.command, "[yn]", {"--no-confirm", "--non-interactive"})
	finding := {
		"message": "zypper asks, and nobody answers",
		"at": run.command,
		"line": run.instruction.line,
	}
}
