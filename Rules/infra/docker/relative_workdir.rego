# METADATA
# title: WORKDIR with a relative path
# description: >-
#   A relative WORKDIR goes on from whatever the base image or an earlier line left behind. When the base image changes
#   its folder, files land elsewhere without an error.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL3000, DS-0009, CKV_DOCKER_10]
#   remedy: >-
#     Write the whole path, `WORKDIR /app`.
package infra.docker.relative_workdir

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "WORKDIR"
	some path in instruction.values
	not docker.is_absolute(path)
	finding := {
		"message": sprintf("WORKDIR '%s' depends on the folder before it", [path]),
		"at": path,
		"line": instruction.line,
	}
}
