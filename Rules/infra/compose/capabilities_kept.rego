# METADATA
# title: Container that keeps the default capabilities
# description: >-
#   A container starts with about a dozen capabilities, forged network packets among them. Hardly any program needs
#   one.
# custom:
#   severity: low
#   cwe: ["250"]
#   controls: [cis-docker-5.3]
#   remedy: >-
#     "Set `cap_drop: [ALL]`, and add back what is missed."
package infra.compose.capabilities_kept

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	compose.is_whole(service)
	not drops(service)
	finding := {
		"message": sprintf("service '%s' does not drop all capabilities", [name]),
		"at": compose.head(service),
		"key": name,
	}
}

drops(service) if {
	some capability in service.cap_drop
	upper(capability) == "ALL"
}
