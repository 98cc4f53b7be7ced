# METADATA
# title: ENV that refers to itself
# description: >-
#   All values of one ENV are resolved before any of them is set. A reference to a name of the same instruction gets the
#   old value, mostly nothing.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3044]
#   remedy: >-
#     Set the names in two ENV instructions.
package infra.docker.env_refers_to_itself

import data.infra.lib.docker

deny contains finding if {
	some instruction in input.instructions
	instruction.keyword == "ENV"
	some pair in instruction.pairs
	some other in instruction.pairs
	pair.key != other.key
	regex.match(sprintf(`\$(\{%s[}:]|%s([^A-Za-z0-9_]|$))`, [other.key, other.key]), pair.written)
	not is_set_before(instruction, other.key)
	finding := {
		"message": sprintf("'%s' uses '%s', which the same ENV sets", [pair.key, other.key]),
		"at": pair.key,
		"line": instruction.line,
	}
}

is_set_before(instruction, name) if {
	some place in defined[name]
	place.line < instruction.line
	place.stage in docker.lineage(instruction)
}

defined[pair.key] contains {"stage": instruction.stage, "line": instruction.line} if {
	some instruction in input.instructions
	instruction.keyword in {"ENV", "ARG"}
	some pair in instruction.pairs
}
