# METADATA
# title: Label that the schema does not know
# description: >-
#   A label under a name nobody agreed on is mostly a misspelled one, which then is missing.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3050]
#   remedy: >-
#     Use a name of the schema, or add the name to it.
package infra.docker.label_outside_schema

import data.infra.lib.docker

# Only where the settings say that no other labels may be.
deny contains finding if {
	data.settings.docker.strict_labels == true
	schema := object.get(data.settings.docker, "label_schema", {})
	some instruction in docker.all
	instruction.keyword == "LABEL"
	some pair in instruction.pairs
	not docker.is_unknown(pair.key)
	not pair.key in object.keys(schema)
	finding := {
		"message": sprintf("label '%s' is not in the schema", [pair.key]),
		"at": pair.key,
		"line": instruction.line,
	}
}
