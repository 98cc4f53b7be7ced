# METADATA
# title: Dockerfile that does not begin with FROM
# description: >-
#   Only ARG may stand before the first FROM; everything else belongs to a stage.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3061]
#   remedy: >-
#     Move the line below FROM.
package infra.docker.instruction_before_from

deny contains finding if {
	some instruction in input.instructions
	instruction.stage == null
	instruction.known
	instruction.keyword != "ARG"
	count(input.stages) > 0
	finding := {
		"message": sprintf("%s stands before the first FROM", [instruction.keyword]),
		"at": instruction.keyword,
		"line": instruction.line,
	}
}
