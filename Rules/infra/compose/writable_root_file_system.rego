# METADATA
# title: Container with a writable root file system
# description: >-
#   An attacker who can write into the image's file system can leave tools and change the program that runs.
# custom:
#   severity: info
#   cwe: ["732"]
#   controls: [cis-docker-5.12]
#   remedy: >-
#     "Set `read_only: true`, and `tmpfs` or a volume where the program writes."
package infra.compose.writable_root_file_system

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	compose.is_whole(service)
	not is_read_only(service)
	finding := {
		"message": sprintf("service '%s' can write to its root file system", [name]),
		"at": compose.head(service),
		"key": name,
	}
}

is_read_only(service) if compose.is_true(service.read_only)
