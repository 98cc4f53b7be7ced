# METADATA
# title: Container without a memory limit
# description: A container without limits takes what it wants. One leak starves everything else on the host.
# custom:
#   severity: low
#   cwe: ["770"]
#   controls: [cis-docker-5.10]
#   remedy: Set `mem_limit`, or `deploy.resources.limits.memory`.
package infra.compose.missing_memory_limit

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	compose.is_whole(service)
	not service.mem_limit
	not service.deploy.resources.limits.memory
	finding := {
		"message": sprintf("service '%s' has no memory limit", [name]),
		"at": compose.head(service),
		"key": name,
	}
}
