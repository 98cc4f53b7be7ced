# METADATA
# title: Label with an invalid name
# description: >-
#   Names of labels consist of small letters, digits, and single dots or hyphens between them; some prefixes belong to
#   Docker.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3048]
#   remedy: >-
#     Name it in the way `org.example.label`.
package infra.docker.invalid_label

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "LABEL"
	some pair in instruction.pairs
	is_invalid(pair.key)
	finding := {
		"message": sprintf("'%s' is no valid name of a label", [pair.key]),
		"at": pair.key,
		"line": instruction.line,
	}
}

is_invalid(key) if {
	not docker.is_unknown(key)
	not regex.match(`^[a-z]([a-z0-9]|[._-][a-z0-9])*$`, trim(key, `"'`))
}

is_invalid(key) if regex.match(`^(com\.docker|io\.docker|org\.dockerproject)\.`, trim(key, `"'`))
