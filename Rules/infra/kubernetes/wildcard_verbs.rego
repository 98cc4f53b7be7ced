# METADATA
# title: Role with all verbs
# description: >-
#   The verb `*` brings along impersonating, escalating and deleting all of a kind at once, also where only reading
#   was meant.
# custom:
#   severity: medium
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.3]
#   aliases: [KSV045, CKV_K8S_49]
#   remedy: List the verbs that are used.
package infra.kubernetes.wildcard_verbs

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	some verb in rule.verbs
	verb == "*"
	count(object.get(rule, "resources", [])) > 0
	not "*" in rule.resources
	finding := {
		"message": sprintf("%s grants all verbs on %s", [kubernetes.object, concat(", ", rule.resources)]),
		"at": verb,
		"key": concat(",", rule.resources),
	}
}
