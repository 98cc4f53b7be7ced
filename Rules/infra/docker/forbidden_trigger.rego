# METADATA
# title: ONBUILD with an instruction that cannot be a trigger
# description: >-
#   A trigger runs in the middle of another build: FROM, MAINTAINER and ONBUILD itself make that fail.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3043]
#   remedy: >-
#     Leave the trigger out.
package infra.docker.forbidden_trigger

deny contains finding if {
	some instruction in input.instructions
	instruction.nested != null
	instruction.nested.keyword in {"FROM", "MAINTAINER", "ONBUILD"}
	finding := {
		"message": sprintf("ONBUILD cannot trigger %s", [instruction.nested.keyword]),
		"at": instruction.nested.keyword,
		"line": instruction.line,
	}
}
