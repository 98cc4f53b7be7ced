# METADATA
# title: apt-get with recommended packages
# description: >-
#   Recommended packages are installed as well: larger images with more to attack.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3015, DS-0029]
#   remedy: >-
#     Say `--no-install-recommends`.
package infra.docker.apt_get_with_recommends

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "apt-get"
	docker.operands(run.command, {"-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file", "-a", "--host-architecture"})[0] == "install"
	not "--no-install-recommends" in run.command.words
	not is_set(run.command)
	finding := {
		"message": "apt-get installs recommended packages too",
		"at": run.command,
		"line": run.instruction.line,
	}
}

is_set(command) if {
	some word in command.words
	regex.match(`^(-o)?APT::Install-Recommends=(false|"false"|0|no)$`, word)
}
