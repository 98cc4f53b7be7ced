# METADATA
# title: Container that is told to run as root
# description: >-
#   Root in a container is root for the kernel. A flaw in the engine or a careless mount then costs the host.
# custom:
#   severity: medium
#   cwe: ["250"]
#   controls: [cis-docker-4.1]
#   remedy: Name a user that owns the files which the program writes.
package infra.compose.root_user

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	regex.match(`^(root|0)(:|$)`, sprintf("%v", [service.user]))
	finding := {
		"message": sprintf("service '%s' runs as root", [name]),
		"at": service.user,
		"key": name,
	}
}
