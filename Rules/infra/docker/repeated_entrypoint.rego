# METADATA
# title: Several ENTRYPOINTs in a stage
# description: >-
#   Only the last one counts. The others are leftovers, or somebody believes that they run as well.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL4004, DS-0007]
#   remedy: >-
#     Keep the one that is meant.
package infra.docker.repeated_entrypoint

deny contains finding if {
	some index, instruction in input.instructions
	instruction.keyword == "ENTRYPOINT"
	some position, later in input.instructions
	position > index
	later.keyword == "ENTRYPOINT"
	later.stage == instruction.stage
	finding := {
		"message": "a later ENTRYPOINT of the stage takes the place of this one",
		"at": instruction.keyword,
		"line": instruction.line,
	}
}
