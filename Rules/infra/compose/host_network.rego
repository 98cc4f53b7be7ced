# METADATA
# title: Container in the network of its host
# description: >-
#   The container sees all traffic of the host, reaches what listens on its loopback address only, and opens its own
#   ports past any mapping.
# custom:
#   severity: medium
#   cwe: ["653"]
#   controls: [cis-docker-5.9]
#   remedy: Remove `network_mode`, and publish the ports that are meant with `ports`.
package infra.compose.host_network

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	service.network_mode == "host"
	finding := {
		"message": sprintf("service '%s' uses the host's network", [name]),
		"at": service.network_mode,
		"key": name,
	}
}
