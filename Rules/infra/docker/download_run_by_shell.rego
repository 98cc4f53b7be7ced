# METADATA
# title: Download that a shell runs at once
# description: >-
#   Whoever controls the address, or the way to it, runs code in the build. Nothing tells afterwards what it was.
# custom:
#   input: dockerfile
#   severity: high
#   cwe: ["494"]
#   remedy: >-
#     Download to a file, check its sum or signature, then run it.
package infra.docker.download_run_by_shell

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name in {"curl", "wget"}
	run.command.piped
	some other in run.instruction.commands
	other.pipeline == run.command.pipeline
	other.position > run.command.position
	other.name in {"sh", "bash", "dash", "ash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node"}
	finding := {
		"message": sprintf("%s feeds %s", [run.command.name, other.name]),
		"at": run.command,
		"line": run.instruction.line,
	}
}
