# METADATA
# title: COPY of several files without a folder as target
# description: >-
#   With several sources the target must be a folder, and the builder only knows it for one by the slash at its end.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3021, DS-0011]
#   remedy: >-
#     End the target with `/`.
package infra.docker.copy_to_file_of_many

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "COPY"
	count(instruction.values) > 2
	target := instruction.values[count(instruction.values) - 1]
	not endswith(target, "/")
	not endswith(target, `\`)
	not target in {".", ".."}
	not docker.is_unknown(target)
	finding := {
		"message": sprintf("several files are copied to '%s', which does not end with '/'", [target]),
		"at": target,
		"line": instruction.line,
	}
}
