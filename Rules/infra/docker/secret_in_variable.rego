# METADATA
# title: Secret in a variable of the image
# description: >-
#   ENV stands in the image and ARG in its history: everybody who can pull the image reads the value.
# custom:
#   input: dockerfile
#   severity: high
#   cwe: ["522", "798"]
#   aliases: [DL3064, DS-0031]
#   remedy: >-
#     Give secrets to a RUN with `--mount=type=secret`, or to the container when it starts.
package infra.docker.secret_in_variable

import data.infra.lib.docker

secretive := `(?i)(^|_)(password|passwd|passphrase|secret|token|api_?key|access_key(_id)?|private_?key|credentials?)($|_(value|text)$)`

deny contains finding if {
	some instruction in input.instructions
	instruction.keyword in {"ENV", "ARG"}
	some pair in instruction.pairs
	regex.match(secretive, pair.key)
	pair.value != null
	pair.value != ""
	not docker.is_unknown(pair.value)
	not startswith(pair.value, "/")
	finding := {
		"message": sprintf("%s '%s' has a value that everybody can read in the image", [instruction.keyword, pair.key]),
		"at": pair.key,
		"line": instruction.line,
		"secret": pair.value,
	}
}
