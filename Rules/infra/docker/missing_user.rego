# METADATA
# title: Image that never leaves root
# description: >-
#   No USER stands in the built stage nor in those it goes on from, so the process runs as root unless the base image says
#   otherwise. Whoever breaks out of the process is root in the container.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["250"]
#   aliases: [DS-0002, CKV_DOCKER_3]
#   remedy: >-
#     End the stage with a USER that has no rights.
package infra.docker.missing_user

import data.infra.lib.docker

deny contains finding if {
	some stage in input.stages
	stage.last
	lineage := docker.lineage(stage.instructions[0])
	users := [instruction |
		some instruction in input.instructions
		instruction.keyword == "USER"
		instruction.stage in lineage
	]
	count(users) == 0
	not regex.match(`(?i)(nonroot|rootless|unprivileged)`, stage.image.name)
	finding := {
		"message": "no USER says who the process is",
		"at": stage.image.name,
	}
}
