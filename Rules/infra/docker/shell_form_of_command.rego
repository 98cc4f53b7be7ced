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
