# METADATA
# title: Label without a value
# description: >-
#   An empty label says nothing, and hides that somebody meant to say something.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3051]
#   remedy: >-
#     Give it a value, or leave it out.
package infra.docker.empty_label

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "LABEL"
	some pair in instruction.pairs
	trim_space(pair.value) == ""
	finding := {
		"message": sprintf("label '%s' is empty", [pair.key]),
		"at": pair.key,
		"line": instruction.line,
	}
}
