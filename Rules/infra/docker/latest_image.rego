# METADATA
# title: Base image named 'latest'
# description: >-
#   What `latest` is changes under the name. A rebuild brings another base without any change in the repository.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["1357"]
#   aliases: [DL3007, DS-0001, CKV_DOCKER_7]
#   remedy: >-
#     Name a version, better with its digest.
package infra.docker.latest_image

deny contains finding if {
	some stage in input.stages
	stage.base == null
	stage.image.tag == "latest"
	stage.image.digest == null
	finding := {
		"message": sprintf("'%s' is whatever was pushed last", [stage.image.name]),
		"at": stage.image.name,
		"line": stage.instructions[0].line,
	}
}
