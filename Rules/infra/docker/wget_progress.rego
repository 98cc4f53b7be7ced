# METADATA
# title: wget that fills the log
# description: >-
#   Without a terminal wget writes its progress line by line: thousands of lines that hide what matters.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3047]
#   remedy: >-
#     Say `--progress=dot:giga`, or `-nv`.
package infra.docker.wget_progress

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "wget"
	not docker.has_option(run.command, "[qao]", {"--quiet", "--no-verbose", "--progress", "--append-output", "--output-file"})
	not "-nv" in run.command.words
	finding := {
		"message": "wget writes its whole progress into the log",
		"at": run.command,
		"line": run.instruction.line,
	}
}
