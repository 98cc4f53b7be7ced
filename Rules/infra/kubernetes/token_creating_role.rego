# METADATA
# title: Role that makes tokens or certificates
# description: >-
#   Who creates tokens of service accounts, or approves certificates, can become any account of the namespace, or of
#   the cluster.
# custom:
#   severity: high
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.13]
#   aliases: [CKV_K8S_156]
#   remedy: Name the service accounts with `resourceNames`; leave approvals to the controllers that have them.
package infra.kubernetes.token_creating_role

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	not rule.resourceNames
	some resource in kubernetes.granted(rule, "", {"serviceaccounts/token"}, {"create"})
	finding := {
		"message": sprintf("%s lets its holders make tokens of any service account", [kubernetes.object]),
		"at": resource,
		"key": resource,
	}
}

deny contains finding if {
	some rule in kubernetes.role_rules
	not rule.resourceNames
	some resource in kubernetes.granted(rule, "certificates.k8s.io", {"certificatesigningrequests/approval"}, {"update", "patch"})
	finding := {
		"message": sprintf("%s lets its holders approve certificates", [kubernetes.object]),
		"at": resource,
		"key": resource,
	}
}
