# METADATA
# title: Privileged container
# description: >-
#   A privileged container has every capability and every device of its host. Whoever gets into it has the machine.
# custom:
#   severity: critical
#   cwe: ["250"]
#   controls: [cis-docker-5.4]
#   remedy: >-
#     Remove `privileged`; where a device or capability is needed, give that one alone with `devices` or `cap_add`.
package infra.compose.privileged_service

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	compose.is_true(service.privileged)
	finding := {
		"message": sprintf("service '%s' is privileged", [name]),
		"at": service.privileged,
		"key": name,
	}
}
