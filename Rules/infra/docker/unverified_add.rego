# METADATA
# title: ADD of a URL without a checksum
# description: >-
#   What the address holds at the next build is anybody's guess.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["494"]
#   remedy: >-
#     Say `ADD --checksum=sha256:…`, which BuildKit compares.
package infra.docker.unverified_add

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "ADD"
	sources := array.slice(instruction.values, 0, count(instruction.values) - 1)
	some source in sources
	regex.match(`^https?://`, source)
	not endswith(source, ".git")
	not regex.match(`\.git[#?]`, source)
	checksums := [flag | some flag in instruction.flags; flag.name == "checksum"]
	count(checksums) == 0
	finding := {
		"message": sprintf("nobody checks what '%s' gives", [source]),
		"at": source,
		"line": instruction.line,
	}
}
