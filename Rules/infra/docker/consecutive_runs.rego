# METADATA
# title: Several RUN one after the other
# description: >-
#   Every RUN is a layer. Files that one makes and the next deletes stay in the image.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3059]
#   remedy: >-
#     Join them with `&&`, or use a here-document.
package infra.docker.consecutive_runs

deny contains finding if {
	some index, instruction in input.instructions
	instruction.keyword == "RUN"
	index > 0
	before := input.instructions[index - 1]
	before.keyword == "RUN"
	before.stage == instruction.stage
	flags(before) == flags(instruction)
	count(before.commands) < 2
	count(instruction.commands) < 2
	finding := {
		"message": "this RUN may be joined with the one before",
		"at": instruction.keyword,
		"line": instruction.line,
	}
}

flags(instruction) := [[flag.name, flag.value] | some flag in instruction.flags]
