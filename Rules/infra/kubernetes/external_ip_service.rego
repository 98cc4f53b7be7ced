# METADATA
# title: Service that takes addresses for itself
# description: >-
#   Traffic of the cluster to these addresses ends at the service, whoever they belong to. With them one tenant reads
#   another's traffic.
# custom:
#   severity: medium
#   cwe: ["441"]
#   aliases: [KSV0108]
#   remedy: Use a load balancer, and forbid `externalIPs` by an admission policy.
package infra.kubernetes.external_ip_service

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "Service"
	some address in input.spec.externalIPs
	finding := {
		"message": sprintf("%s takes the traffic for %s", [kubernetes.object, address]),
		"at": address,
		"key": address,
	}
}
