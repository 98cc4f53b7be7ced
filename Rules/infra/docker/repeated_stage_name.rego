# METADATA
# title: Two stages of one name
# description: >-
#   Later lines that copy from the name, and `--target`, get the last of them; the first can no longer be reached.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3024, DS-0012, CKV_DOCKER_11]
#   remedy: >-
#     Give every stage a name of its own.
package infra.docker.repeated_stage_name

deny contains finding if {
	some stage in input.stages
	stage.index > min(numbers[lower(stage.name)])
	finding := {
		"message": sprintf("an earlier stage is named '%s' already", [stage.name]),
		"at": stage.name,
		"line": stage.instructions[0].line,
	}
}

numbers[lower(stage.name)] contains stage.index if {
	some stage in input.stages
	stage.name != null
}
