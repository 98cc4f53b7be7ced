# METADATA
# title: Role that lets its holder be somebody else
# description: >-
#   Who may impersonate acts with the rights of the other, up to the cluster's administrators, and the audit log names
#   that other.
# custom:
#   severity: high
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.8]
#   aliases: [KSV043]
#   remedy: Remove the verb `impersonate`, or name whom with `resourceNames`.
package infra.kubernetes.impersonating_role

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	not rule.resourceNames
	some verb in rule.verbs
	verb == "impersonate"
	finding := {
		"message": sprintf("%s lets its holders impersonate %s", [kubernetes.object, concat(", ", object.get(rule, "resources", ["anybody"]))]),
		"at": verb,
		"key": concat(",", object.get(rule, "resources", [])),
	}
}
