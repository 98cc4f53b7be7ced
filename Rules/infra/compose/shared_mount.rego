# METADATA
# title: Mounts that reach the host
# description: With shared propagation what the container mounts appears on the host and in other containers.
# custom:
#   severity: medium
#   cwe: ["668"]
#   controls: [cis-docker-5.19]
#   remedy: Use `rslave`, or leave the propagation out.
package infra.compose.shared_mount

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	some mount in compose.mounts(service)
	some word in split(mount.options, ",")
	word in {"shared", "rshared"}
	finding := {
		"message": sprintf("service '%s' shares what it mounts below '%s' with its host", [name, mount.target]),
		"at": mount.at,
		"key": sprintf("%s %s", [name, mount.target]),
	}
}
