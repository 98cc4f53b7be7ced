# METADATA
# title: Port that does not exist
# description: >-
#   Ports are numbers from 0 to 65535.
# custom:
#   input: dockerfile
#   severity: medium
#   aliases: [DL3011, DS-0008]
#   remedy: >-
#     Correct the number.
package infra.docker.port_out_of_range

import data.infra.lib.docker

deny contains finding if {
	some instruction in docker.all
	instruction.keyword == "EXPOSE"
	some value in instruction.values
	some bound in split(split(value, "/")[0], "-")
	regex.match(`^[0-9]+$`, bound)
	to_number(bound) > 65535
	finding := {
		"message": sprintf("there is no port %s", [bound]),
		"at": value,
		"line": instruction.line,
	}
}
