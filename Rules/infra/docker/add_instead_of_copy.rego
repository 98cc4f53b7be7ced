# METADATA
# title: ADD for plain files
# description: >-
#   ADD also unpacks archives and loads URLs. For plain files COPY says what is meant, and nothing surprising happens when
#   the name changes.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL3020, DS-0005, CKV_DOCKER_4]
#   remedy: >-
#     Use COPY; keep ADD for archives, repositories and URLs with a checksum.
package infra.docker.add_instead_of_copy

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "ADD"
	sources := array.slice(instruction.values, 0, count(instruction.values) - 1)
	some source in sources
	not docker.is_url(source)
	not docker.is_unknown(source)
	not startswith(source, "<<")
	not regex.match(docker.archive, source)
	not regex.match(`(?i)\.(gz|bz2|xz|lz|lzma|z)$`, source)
	finding := {
		"message": sprintf("ADD copies '%s', a plain file", [source]),
		"at": source,
		"line": instruction.line,
	}
}
