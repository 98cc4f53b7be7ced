# METADATA
# title: Image whose process runs as root
# description: >-
#   The last USER of the built stage is root. Whoever breaks out of the process is root in the container, and with one
#   more flaw root on the host.
# custom:
#   input: dockerfile
#   severity: high
#   cwe: ["250"]
#   aliases: [DL3002, DS-0002, CKV_DOCKER_8]
#   remedy: >-
#     End the stage with a USER that has no rights, after the last line that needs root.
package infra.docker.root_user

deny contains finding if {
	some stage in input.stages
	stage.last
	users := [user |
		some instruction in stage.instructions
		instruction.keyword == "USER"
		some user in instruction.values
	]
	count(users) > 0
	last := users[count(users) - 1]
	split(last, ":")[0] in {"root", "0"}
	finding := {
		"message": sprintf("the image runs as '%s'", [last]),
		"at": last,
	}
}
