# METADATA
# title: Container that may fork without end
# description: Process numbers belong to the host. A container that uses them up stops everything on it.
# custom:
#   severity: info
#   cwe: ["770"]
#   controls: [cis-docker-5.28]
#   remedy: Set `pids_limit`, or `deploy.resources.limits.pids`.
package infra.compose.missing_process_limit

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	compose.is_whole(service)
	not limits(service)
	finding := {
		"message": sprintf("service '%s' has no limit for its processes", [name]),
		"at": compose.head(service),
		"key": name,
	}
}

limits(service) if service.pids_limit > 0

limits(service) if is_string(service.pids_limit)

limits(service) if service.deploy.resources.limits.pids
