# METADATA
# title: Label whose value is not what its name promises
# description: >-
#   The names of the OCI image specification, and those of a team's own schema, have values of a given form; tools that
#   read them fail on others.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3052, DL3053, DL3054, DL3055, DL3056, DL3058]
#   remedy: >-
#     Write dates by RFC 3339, licenses by their SPDX names, whole addresses, and whole commit hashes.
package infra.docker.malformed_image_label

import data.infra.lib.docker

forms := {
	"url": `^[a-z][a-z0-9+.-]*://`,
	"rfc3339": `^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$`,
	"source": `^([a-z][a-z0-9+.-]*://|[^@ ]+@[^: ]+:)`,
	"revision": `^([0-9a-fA-F]{7,64}|v?[0-9][0-9A-Za-z.+-]*)$`,
	"hash": `^([0-9a-fA-F]{7}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$`,
	"email": `^[^@\s]+@[^@\s]+\.[^@\s.]+$`,
	"semver": `^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`,
	# Names of licenses with AND, OR and WITH between them: every name has a number, or is one of those without.
	"spdx": `^\(*(([A-Za-z]+-)+[0-9][0-9A-Za-z.-]*\+?|0BSD|MIT|ISC|Zlib|X11|NCSA|Unlicense|PostgreSQL|curl|Vim|Ruby|OpenSSL|WTFPL|LicenseRef-[A-Za-z0-9.-]+)\)*( (AND|OR|WITH) \(*[A-Za-z0-9.+-]+\)*)*$`,
}

# What the image specification says.
standard := {
	"created": "rfc3339",
	"url": "url",
	"documentation": "url",
	"source": "source",
	"revision": "revision",
}

deny contains finding if {
	some instruction in input.instructions
	instruction.keyword == "LABEL"
	some pair in instruction.pairs
	form := forms[form_name(pair.key)]
	not docker.is_unknown(pair.value)
	not regex.match(form, pair.value)
	finding := {
		"message": sprintf("'%s' is no value for '%s'", [pair.value, pair.key]),
		"at": pair.value,
		"line": instruction.line,
	}
}

# A team's schema goes before the specification.
form_name(key) := data.settings.docker.label_schema[key]

form_name(key) := standard[trim_prefix(key, "org.opencontainers.image.")] if {
	startswith(key, "org.opencontainers.image.")
	not data.settings.docker.label_schema[key]
}
