# METADATA
# title: Role that may do everything
# description: >-
#   A rule with `*` for verbs and resources grants what nobody has thought of yet. Whoever holds the role's account owns the
#   namespace, or the cluster.
# custom:
#   severity: critical
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.3]
#   aliases: [KSV044, KSV046]
#   remedy: List the resources and verbs that are used; `kubectl auth can-i --list` shows what there are.
package infra.kubernetes.wildcard_role

deny contains finding if {
	input.kind in {"Role", "ClusterRole"}
	not input.metadata.labels["kubernetes.io/bootstrapping"]
	some rule in input.rules
	"*" in rule.verbs
	"*" in rule.resources
	finding := {
		"message": sprintf("%s '%s' grants all verbs on all resources", [input.kind, input.metadata.name]),
		"at": rule.verbs,
		"key": "rule",
	}
}
