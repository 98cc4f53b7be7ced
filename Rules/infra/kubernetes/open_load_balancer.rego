# METADATA
# title: Load balancer for any address
# description: >-
#   The service gets a public address that anybody may call, past the Ingress with its TLS and its limits.
# custom:
#   severity: low
#   cwe: ["668"]
#   remedy: List who may call it in `loadBalancerSourceRanges`, or ask the provider for an internal address.
package infra.kubernetes.open_load_balancer

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "Service"
	input.spec.type == "LoadBalancer"
	not is_limited
	not is_internal
	finding := {
		"message": sprintf("%s takes calls from any address", [kubernetes.object]),
		"at": input.spec.type,
		"key": "type",
	}
}

is_limited if {
	ranges := object.get(input, ["spec", "loadBalancerSourceRanges"], [])
	count(ranges) > 0
	not "0.0.0.0/0" in ranges
}

is_limited if {
	some key, _ in input.metadata.annotations
	endswith(key, "load-balancer-source-ranges")
}

is_internal if {
	some key, value in input.metadata.annotations
	regex.match(`(?i)internal|load-balancer-type|load-balancer-scheme`, key)
	regex.match(`(?i)^(true|internal|0\.0\.0\.0/0)$`, sprintf("%v", [value]))
}
