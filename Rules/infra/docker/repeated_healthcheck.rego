# METADATA
# title: Several HEALTHCHECKs in a stage
# description: >-
#   Only the last one counts. The others are leftovers, or somebody believes that they run as well.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3012, DS-0023]
#   remedy: >-
#     Keep the one that is meant.
package infra.docker.repeated_healthcheck

deny contains finding if {
	some index, instruction in input.instructions
	instruction.keyword == "HEALTHCHECK"
	some position, later in input.instructions
	position > index
	later.keyword == "HEALTHCHECK"
	later.stage == instruction.stage
	finding := {
		"message": "a later HEALTHCHECK of the stage takes the place of this one",
		"at": instruction.keyword,
		"line": instruction.line,
	}
}
