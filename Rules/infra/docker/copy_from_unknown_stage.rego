# METADATA
# title: COPY from a stage that does not exist
# description: >-
#   A name that is no earlier stage is taken for an image, and pulled from the registry: a slip becomes foreign code.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["829"]
#   aliases: [DL3022]
#   remedy: >-
#     Copy from a stage above, or name the image with its version.
package infra.docker.copy_from_unknown_stage

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.source != null
	instruction.source.stage == null
	name := instruction.source.name
	not docker.is_unknown(name)
	not regex.match(`[:@/]`, name)
	not is_own_stage(instruction, name)
	finding := {
		"message": sprintf("there is no earlier stage '%s'", [name]),
		"at": name,
		"line": instruction.line,
	}
}

is_own_stage(instruction, name) if lower(input.stages[instruction.stage].name) == lower(name)
