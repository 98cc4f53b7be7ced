# METADATA
# title: wget and curl in one image
# description: >-
#   Two tools for one job: both must be installed and kept up to date.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL4001, DS-0014]
#   remedy: >-
#     Use one of them.
package infra.docker.wget_and_curl

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name in {"wget", "curl"}
	some other in docker.runs
	other.command.name in {"wget", "curl"} - {run.command.name}
	other.instruction.stage == run.instruction.stage
	[other.instruction.line, other.command.pipeline, other.command.position] < [run.instruction.line, run.command.pipeline, run.command.position]
	finding := {
		"message": sprintf("the stage uses %s as well as %s", [run.command.name, other.command.name]),
		"at": run.command.name,
		"line": run.instruction.line,
	}
}
