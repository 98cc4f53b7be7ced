# METADATA
# title: apt in a script
# description: >-
#   apt is made for people: its output and options may change between versions. apt-get and apt-cache are stable.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL3027, CKV_DOCKER_9]
#   remedy: >-
#     Write apt-get or apt-cache.
package infra.docker.apt_in_script

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "apt"
	finding := {
		"message": "apt has no stable interface for scripts",
		"at": run.command.name,
		"line": run.instruction.line,
	}
}
