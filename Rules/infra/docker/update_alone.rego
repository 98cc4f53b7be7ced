# METADATA
# title: Package lists fetched in a RUN of their own
# description: >-
#   The builder keeps the layer with the lists. A later RUN that installs then works with lists of some other day, and
#   fails or installs what is long replaced.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DS-0017, CKV_DOCKER_5]
#   remedy: >-
#     Join update and install in one RUN.
package infra.docker.update_alone

import data.infra.lib.docker

installs := {"install", "add", "in", "upgrade", "dist-upgrade", "full-upgrade", "build-dep"}

# yum and dnf install the updates themselves.
managers := {"apt-get", "apt", "aptitude", "apk", "zypper"}

deny contains finding if {
	some run in docker.runs
	run.command.name in managers
	docker.operands(run.command, set())[0] in {"update", "refresh", "ref"}
	not uses(run.instruction)
	some line in installing[run.instruction.stage]
	line > run.instruction.line
	finding := {
		"message": sprintf("%s fetches lists that a later layer uses", [run.command.name]),
		"at": run.command,
		"line": run.instruction.line,
	}
}

installing[instruction.stage] contains instruction.line if {
	some instruction in input.instructions
	uses(instruction)
}

uses(instruction) if {
	some command in instruction.commands
	command.name in managers
	docker.operands(command, set())[0] in installs
}
