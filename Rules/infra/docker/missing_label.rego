# METADATA
# title: Required label is missing
# description: >-
#   Labels say who owns an image and what it was made from; a tool that collects images cannot tell without them.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3049]
#   remedy: >-
#     Set the label in this stage or in one it goes on from, or take it out of the schema.
package infra.docker.missing_label

import data.infra.lib.docker

# Without the setting nothing is required.
deny contains finding if {
	some label, _ in data.settings.docker.label_schema
	some stage in input.stages
	stage.last
	lineage := docker.lineage(stage.instructions[0])
	set_labels := {pair.key |
		some instruction in input.instructions
		instruction.keyword == "LABEL"
		instruction.stage in lineage
		some pair in instruction.pairs
	}
	not label in set_labels
	finding := {
		"message": sprintf("label '%s' is missing", [label]),
		"at": stage.image.name,
		"key": label,
	}
}
