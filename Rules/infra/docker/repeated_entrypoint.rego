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

import data.infra.lib.docker

deny contains finding if {
	some group in docker.groups
	same := [instruction | some instruction in group; instruction.keyword == "ENTRYPOINT"]
	some index, instruction in same
	index < count(same) - 1
	finding := {
		"message": "a later ENTRYPOINT of the stage takes the place of this one",
		"at": instruction.keyword,
		"line": instruction.line,
	}
}
