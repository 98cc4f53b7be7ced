# METADATA
# title: apt-get that waits for an answer
# description: >-
#   apt-get asks before it installs. In a build nobody answers, and it stops.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3014, DS-0021]
#   remedy: >-
#     Say `-y`.
package infra.docker.apt_get_without_yes

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "apt-get"
	docker.operands(run.command, {"-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file", "-a", "--host-architecture"})[0] == "install"
	not is_answered(run.command)
	finding := {
		"message": "apt-get install asks, and nobody answers",
		"at": run.command,
		"line": run.instruction.line,
	}
}

is_answered(command) if docker.has_option(command, "y", {"--yes", "--assume-yes"})

is_answered(command) if "-qq" in command.words

is_answered(command) if count([word | some word in command.words; word in {"-q", "--quiet"}]) > 1

is_answered(command) if {
	some word in command.words
	regex.match(`^(-q=[2-9]|APT::Get::Assume-Yes=(true|"true"|1|yes))$`, word)
}
