# METADATA
# title: RUN that only changes the folder
# description: >-
#   Every RUN begins in the WORKDIR again, so `cd` as the first step of it is either repeated everywhere or lost.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3003, DS-0013]
#   remedy: >-
#     Set the folder with `WORKDIR` before the RUN.
package infra.docker.cd_in_run

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "cd"
	not run.command.nested
	path := run.command.words[1]
	docker.is_absolute(path)
	finding := {
		"message": sprintf("RUN changes to '%s' itself", [path]),
		"at": path,
		"line": run.instruction.line,
	}
}
