# METADATA
# title: Container in a namespace of its host
# description: >-
#   With the host's processes, IPC objects, users or control groups a container sees what runs outside, may signal or
#   trace it, and shares its memory.
# custom:
#   severity: high
#   cwe: ["653"]
#   controls: [cis-docker-5.15, cis-docker-5.16, cis-docker-5.20, cis-docker-5.30]
#   remedy: Remove the setting; use a namespace of another service (`service:name`) where two must share.
package infra.compose.host_namespace

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	some key in ["pid", "ipc", "uts", "userns_mode", "cgroup"]
	service[key] == "host"
	finding := {
		"message": sprintf("service '%s' takes the host's namespace for '%s'", [name, key]),
		"at": service[key],
		"key": sprintf("%s %s", [name, key]),
	}
}
