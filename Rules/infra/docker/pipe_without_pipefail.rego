# METADATA
# title: Pipe whose failures nobody sees
# description: >-
#   Of a pipe the shell only looks at the last command. When the download before it fails, the build goes on with half a
#   file.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["755"]
#   aliases: [DL4006]
#   remedy: >-
#     Set `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` before the RUN, or begin it with `set -o pipefail`.
package infra.docker.pipe_without_pipefail

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.piped
	run.command.position == 0
	not run.command.nested
	run.command.via == null
	not run.command.name in {"echo", "printf", "yes"}
	not fails_early(run.instruction)
	finding := {
		"message": "a failure in this pipe goes unnoticed",
		"at": run.command,
		"line": run.instruction.line,
	}
}

# The shell in force, or the script itself.
fails_early(instruction) if {
	some word in instruction.shell
	word == "pipefail"
}

fails_early(instruction) if {
	some command in instruction.commands
	command.name == "set"
	"pipefail" in command.words
}
