# METADATA
# title: Port of SSH in an image
# description: >-
#   A container is replaced, not logged into. An SSH server is one more service with keys and passwords to attack.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DS-0004, CKV_DOCKER_1]
#   remedy: >-
#     Leave the server out; `docker exec` and its like need none.
package infra.docker.exposed_ssh_port

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "EXPOSE"
	some value in instruction.values
	split(value, "/")[0] == "22"
	finding := {
		"message": "the image offers SSH",
		"at": value,
		"line": instruction.line,
	}
}
