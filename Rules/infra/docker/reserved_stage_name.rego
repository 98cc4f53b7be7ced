# METADATA
# title: Stage with a reserved name
# description: >-
#   The builder gives these names a meaning of its own: `scratch` is the empty image, `context` the files that are sent to
#   the build.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3063]
#   remedy: >-
#     Choose another name.
package infra.docker.reserved_stage_name

deny contains finding if {
	some stage in input.stages
	lower(stage.name) in {"scratch", "context"}
	finding := {
		"message": sprintf("'%s' is a name of the builder", [stage.name]),
		"at": stage.name,
		"line": stage.instructions[0].line,
	}
}
