# METADATA
# title: Role that reaches the kubelet
# description: >-
#   Through `nodes/proxy` its holder runs commands in every pod of a node, past admission and the audit log.
# custom:
#   severity: high
#   cwe: ["269"]
#   aliases: [KSV047]
#   remedy: Use `nodes/metrics` and `nodes/stats` for what only watches.
package infra.kubernetes.node_proxy_role

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	some resource in kubernetes.granted(rule, "", {"nodes/proxy"}, {"get", "create", "update", "patch"})
	finding := {
		"message": sprintf("%s grants %s", [kubernetes.object, resource]),
		"at": resource,
		"key": resource,
	}
}
