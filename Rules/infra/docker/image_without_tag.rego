# METADATA
# title: Base image without a version
# description: >-
#   Without a tag the builder takes `latest` of that day. The same Dockerfile then gives different images, and nobody sees
#   when the base changed.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["1357"]
#   aliases: [DL3006, CKV_DOCKER_7]
#   remedy: >-
#     Name a version, better with its digest: `FROM image:1.2@sha256:…`.
package infra.docker.image_without_tag

deny contains finding if {
	some stage in input.stages
	stage.base == null
	not stage.image.scratch
	not stage.image.open
	stage.image.tag == null
	stage.image.digest == null
	finding := {
		"message": sprintf("image '%s' has no version", [stage.image.name]),
		"at": stage.image.name,
		"line": stage.instructions[0].line,
	}
}
