# METADATA
# title: Role that reads every Secret of its namespace
# description: >-
#   Among the Secrets of a namespace are those of other programs, and tokens of its service accounts.
# custom:
#   severity: medium
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.2]
#   aliases: [KSV113]
#   remedy: Name the Secrets with `resourceNames`, or mount them.
package infra.kubernetes.secret_reading_role

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "Role"
	some rule in kubernetes.role_rules
	not rule.resourceNames
	some resource in kubernetes.granted(rule, "", {"secrets"}, {"get", "list", "watch"})
	finding := {
		"message": sprintf("%s lets its holders read all Secrets of the namespace", [kubernetes.object]),
		"at": resource,
		"key": concat(",", rule.verbs),
	}
}
