# METADATA
# title: Files that everybody may change
# description: >-
#   With mode 777 every process of the container may change the program that the next one runs.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["732"]
#   remedy: >-
#     Give the rights to the user who needs them, `COPY --chown` or `--chmod=755`.
package infra.docker.world_writable_file

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "chmod"
	some word in run.command.words
	is_open(word)
	finding := {
		"message": sprintf("mode '%s' lets everybody write", [word]),
		"at": word,
		"line": run.instruction.line,
	}
}

deny contains finding if {
	some instruction in docker.all
	some flag in instruction.flags
	flag.name == "chmod"
	is_open(flag.value)
	finding := {
		"message": sprintf("mode '%s' lets everybody write", [flag.value]),
		"at": flag.value,
		"line": instruction.line,
	}
}

is_open(mode) if regex.match(`^0?0?[0-7]{2}[2367]$`, mode)

is_open(mode) if regex.match(`^(a|[ugo]*o[ugo]*)?\+[rxX]*w[rwxX]*$`, mode)
