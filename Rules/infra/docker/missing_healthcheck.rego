# METADATA
# title: Image without HEALTHCHECK
# description: >-
#   Without one Docker and Swarm take a container that hangs for one that works. Kubernetes has probes of its own and does
#   not need it.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3057, DS-0026, CKV_DOCKER_2]
#   remedy: >-
#     Add a HEALTHCHECK that asks the service itself.
package infra.docker.missing_healthcheck

import data.infra.lib.docker

deny contains finding if {
	some stage in input.stages
	stage.last
	lineage := docker.lineage(stage.instructions[0])
	checks := [instruction |
		some instruction in input.instructions
		instruction.keyword == "HEALTHCHECK"
		instruction.stage in lineage
	]
	count(checks) == 0
	finding := {
		"message": "the image says nothing about its health",
		"at": stage.image.name,
	}
}
