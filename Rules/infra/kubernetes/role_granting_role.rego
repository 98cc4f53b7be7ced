# METADATA
# title: Role that can grant itself more
# description: >-
#   The verbs `escalate` and `bind` let their holder write roles with rights it does not have, or bind itself to them.
#   That is all rights.
# custom:
#   severity: high
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.8]
#   aliases: [KSV050, CKV_K8S_157, CKV_K8S_158]
#   remedy: Remove both verbs; without them the API server lets nobody grant more than they have.
package infra.kubernetes.role_granting_role

import data.infra.lib.kubernetes

kinds := {"roles", "clusterroles", "rolebindings", "clusterrolebindings"}

deny contains finding if {
	some rule in kubernetes.role_rules
	not rule.resourceNames
	"rbac.authorization.k8s.io" in rule.apiGroups
	some verb in rule.verbs
	verb in {"escalate", "bind", "*"}
	some resource in rule.resources
	resource in kinds
	finding := {
		"message": sprintf("%s lets its holders '%s' %s", [kubernetes.object, verb, resource]),
		"at": verb,
		"key": sprintf("%s %s", [verb, resource]),
	}
}
