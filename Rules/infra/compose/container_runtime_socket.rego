# METADATA
# title: Socket of the container engine in a container
# description: >-
#   Who can speak to the engine starts a privileged container with the host's disk in it. A mount that is read-only
#   does not change that, since it is the socket that is spoken to.
# custom:
#   severity: high
#   cwe: ["250"]
#   controls: [cis-docker-5.31]
#   remedy: Put a proxy before the socket that lets only the calls through which are needed.
package infra.compose.container_runtime_socket

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	some mount in compose.mounts(service)
	compose.is_runtime_socket(mount.source)
	finding := {
		"message": sprintf("service '%s' mounts the engine's socket '%s'", [name, mount.source]),
		"at": mount.at,
		"key": sprintf("%s %s", [name, mount.source]),
	}
}
