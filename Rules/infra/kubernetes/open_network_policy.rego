# METADATA
# title: Network policy that allows everything
# description: >-
#   A rule without a sender and without a port lets every pod in, and with it the policy as good as does not exist.
# custom:
#   severity: medium
#   cwe: ["284"]
#   remedy: Name the pods, namespaces and ports that are meant.
package infra.kubernetes.open_network_policy

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "NetworkPolicy"
	some index, rule in input.spec.ingress
	count(object.get(rule, "ports", [])) == 0
	lets_all_in(rule)
	finding := {
		"message": sprintf("%s lets everybody in on every port", [kubernetes.object]),
		"at": rule,
		"key": sprintf("ingress %d", [index]),
	}
}

lets_all_in(rule) if count(object.get(rule, "from", [])) == 0

lets_all_in(rule) if {
	some peer in rule.from
	peer.ipBlock.cidr in {"0.0.0.0/0", "::/0"}
}
