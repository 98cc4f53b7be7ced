# METADATA
# title: COPY from the stage it stands in
# description: >-
#   A stage is finished before anything can be copied from it, so it cannot copy from itself.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3023, DS-0006]
#   remedy: >-
#     Name another stage.
package infra.docker.copy_from_own_stage

deny contains finding if {
	some instruction in input.instructions
	instruction.source != null
	stage := input.stages[instruction.stage]
	lower(stage.name) == lower(instruction.source.name)
	instruction.source.stage == null
	finding := {
		"message": sprintf("stage '%s' copies from itself", [stage.name]),
		"at": instruction.source.name,
		"line": instruction.line,
	}
}
