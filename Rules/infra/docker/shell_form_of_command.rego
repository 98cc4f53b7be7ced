# METADATA
# title: Command of the container in the shell form
# description: >-
#   In the shell form a shell is the first process. It does not pass signals on, so the container is killed after the
#   grace period instead of ending by itself.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL3025]
#   remedy: >-
#     Write CMD and ENTRYPOINT as a JSON array.
package infra.docker.shell_form_of_command

import data.infra.lib.docker

deny contains finding if {
	some instruction in input.instructions
	instruction.keyword in {"CMD", "ENTRYPOINT"}
	not instruction.json
	some value in instruction.values
	finding := {
		"message": sprintf("%s is run by a shell", [instruction.keyword]),
		"at": instruction.keyword,
		"line": instruction.line,
	}
}

# A check may need the shell; one plain command does not.
deny contains finding if {
	some instruction in input.instructions
	instruction.keyword == "HEALTHCHECK"
	not instruction.json
	count(instruction.commands) == 1
	command := instruction.commands[0]
	count(command.redirections) == 0
	every word in command.words {
		not docker.is_unknown(word)
	}
	finding := {
		"message": "HEALTHCHECK starts a shell for one plain command",
		"at": instruction.check,
		"line": instruction.line,
	}
}
