# METADATA
# title: MAINTAINER is deprecated
# description: >-
#   Docker has dropped the instruction in favour of labels, which more than one tool reads.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL4000, DS-0022, CKV_DOCKER_6]
#   remedy: >-
#     Write `LABEL org.opencontainers.image.authors="…"`.
package infra.docker.maintainer

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "MAINTAINER"
	finding := {
		"message": "MAINTAINER is deprecated",
		"at": instruction.keyword,
		"line": instruction.line,
	}
}
