# METADATA
# title: System folder of the host, writable
# description: Who writes into these folders changes what the host runs, or who may log in to it.
# custom:
#   severity: high
#   cwe: ["668"]
#   controls: [cis-docker-5.5]
#   remedy: Mount the one folder that is needed, with `:ro` where it is only read.
package infra.compose.host_system_folder

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	some mount in compose.mounts(service)
	mount.writable
	compose.is_system_folder(mount.source)
	finding := {
		"message": sprintf("service '%s' may write to '%s' of its host", [name, mount.source]),
		"at": mount.at,
		"key": sprintf("%s %s", [name, mount.source]),
	}
}
