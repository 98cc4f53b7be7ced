# METADATA
# title: Capability over the network
# description: >-
#   With NET_ADMIN a container changes routes, filters and addresses, with NET_RAW it reads and forges packets.
# custom:
#   severity: medium
#   cwe: ["250"]
#   controls: [cis-docker-5.3]
#   remedy: Leave the capability out unless the container is a router, a VPN or a capture.
package infra.compose.network_capability

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	some capability in service.cap_add
	plain := trim_prefix(upper(capability), "CAP_")
	plain in {"NET_ADMIN", "NET_RAW", "NET_BROADCAST"}
	finding := {
		"message": sprintf("service '%s' adds the capability %s", [name, capability]),
		"at": capability,
		"key": sprintf("%s %s", [name, plain]),
	}
}
