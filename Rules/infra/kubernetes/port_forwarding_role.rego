# METADATA
# title: Role that reaches ports of pods
# description: Who may forward ports reaches what a pod serves to itself only, past every network policy.
# custom:
#   severity: low
#   cwe: ["269"]
#   remedy: Keep the right for people who debug, bound for a time.
package infra.kubernetes.port_forwarding_role

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	some resource in kubernetes.granted(rule, "", {"pods/portforward"}, {"create", "get"})
	finding := {
		"message": sprintf("%s grants %s", [kubernetes.object, resource]),
		"at": resource,
		"key": resource,
	}
}
