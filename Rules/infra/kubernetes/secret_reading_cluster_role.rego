# METADATA
# title: Role that reads every Secret of the cluster
# description: >-
#   Among the Secrets of a cluster are the tokens of its controllers. Who reads them all can become any of them.
# custom:
#   severity: high
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.2]
#   aliases: [KSV041]
#   remedy: Use a Role in each namespace that needs it, or name the Secrets with `resourceNames`.
package infra.kubernetes.secret_reading_cluster_role

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "ClusterRole"
	some rule in kubernetes.role_rules
	not rule.resourceNames
	some resource in kubernetes.granted(rule, "", {"secrets"}, {"get", "list", "watch"})
	finding := {
		"message": sprintf("%s lets its holders read all Secrets", [kubernetes.object]),
		"at": resource,
		"key": concat(",", rule.verbs),
	}
}
