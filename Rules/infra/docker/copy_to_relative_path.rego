# METADATA
# title: COPY to a relative path without WORKDIR
# description: >-
#   Without a WORKDIR of its own the stage copies to whatever folder the base image left, mostly the root of the file
#   system.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL3045]
#   remedy: >-
#     Set WORKDIR first, or write the whole path.
package infra.docker.copy_to_relative_path

import data.infra.lib.docker

deny contains finding if {
	some instruction in input.instructions
	instruction.keyword == "COPY"
	target := instruction.values[count(instruction.values) - 1]
	count(instruction.values) > 1
	not docker.is_absolute(trim(target, `"'`))
	not has_folder(instruction)
	finding := {
		"message": sprintf("'%s' is relative, and the stage sets no WORKDIR", [target]),
		"at": target,
		"line": instruction.line,
	}
}

has_folder(instruction) if {
	some stage in docker.lineage(instruction)
	some line in folders[stage]
	line < instruction.line
}

folders[instruction.stage] contains instruction.line if {
	some instruction in input.instructions
	instruction.keyword == "WORKDIR"
}
