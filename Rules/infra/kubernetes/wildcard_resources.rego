# METADATA
# title: Role over all resources
# description: >-
#   A rule over `*` covers Secrets, and every kind that will ever be installed. To read everything is to read every
#   credential.
# custom:
#   severity: high
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.3]
#   aliases: [KSV046, KSV112, CKV_K8S_49]
#   remedy: List the resources that are used.
package infra.kubernetes.wildcard_resources

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	some resource in rule.resources
	resource == "*"
	not "*" in rule.verbs
	covers_core(rule)
	finding := {
		"message": sprintf("%s grants '%s' on all resources", [kubernetes.object, concat(", ", rule.verbs)]),
		"at": resource,
		"key": concat(",", rule.verbs),
	}
}

# Kinds of other groups hold no secrets that are known of.
covers_core(rule) if {
	some group in rule.apiGroups
	group in {"", "*"}
}
