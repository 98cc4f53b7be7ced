# METADATA
# title: Label whose value is not what its name promises
# description: >-
#   The names of the OCI image specification have values of a given form; tools that read them fail on others.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3052, DL3053, DL3055]
#   remedy: >-
#     Write dates by RFC 3339, whole addresses, and whole commit hashes.
package infra.docker.malformed_image_label

import data.infra.lib.docker

forms := {
	"created": `^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$`,
	"url": `^[a-z][a-z0-9+.-]*://`,
	"documentation": `^[a-z][a-z0-9+.-]*://`,
	"source": `^([a-z][a-z0-9+.-]*://|[^@ ]+@[^: ]+:)`,
	"revision": `^([0-9a-fA-F]{7,64}|v?[0-9][0-9A-Za-z.+-]*)$`,
}

deny contains finding if {
	some instruction in input.instructions
	instruction.keyword == "LABEL"
	some pair in instruction.pairs
	startswith(pair.key, "org.opencontainers.image.")
	form := forms[trim_prefix(pair.key, "org.opencontainers.image.")]
	not docker.is_unknown(pair.value)
	not regex.match(form, pair.value)
	finding := {
		"message": sprintf("'%s' is no value for '%s'", [pair.value, pair.key]),
		"at": pair.value,
		"line": instruction.line,
	}
}
