# METADATA
# title: Several CMDs in a stage
# description: >-
#   Only the last one counts. The others are leftovers, or somebody believes that they run as well.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL4003, DS-0016]
#   remedy: >-
#     Keep the one that is meant.
package infra.docker.repeated_cmd

deny contains finding if {
	some index, instruction in input.instructions
	instruction.keyword == "CMD"
	some position, later in input.instructions
	position > index
	later.keyword == "CMD"
	later.stage == instruction.stage
	finding := {
		"message": "a later CMD of the stage takes the place of this one",
		"at": instruction.keyword,
		"line": instruction.line,
	}
}
