# METADATA
# title: Role that may do everything
# description: >-
#   A rule with `*` for verbs and resources grants what nobody has thought of yet. Whoever holds the role's account
#   owns the namespace, or the cluster.
# custom:
#   severity: critical
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.3]
#   aliases: [KSV044, KSV046, KSV112, CKV_K8S_49]
#   remedy: List the resources and verbs that are used; `kubectl auth can-i --list` shows what there are.
package infra.kubernetes.wildcard_role

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	"*" in rule.verbs
	"*" in rule.resources
	finding := {
		"message": sprintf("%s grants all verbs on all resources", [kubernetes.object]),
		"at": rule.verbs,
		"key": concat(",", object.get(rule, "apiGroups", [])),
	}
}
