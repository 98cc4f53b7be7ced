# METADATA
# title: Rights for the default service account
# description: >-
#   Every pod of the namespace that names no account runs as `default`. What it may do, they all may.
# custom:
#   severity: medium
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.5]
#   aliases: [CKV_K8S_42]
#   remedy: Make a service account for the program that needs the rights, and bind that.
package infra.kubernetes.default_account_binding

import data.infra.lib.kubernetes

deny contains finding if {
	kubernetes.is_binding
	some subject in input.subjects
	subject.kind == "ServiceAccount"
	subject.name == "default"
	finding := {
		"message": sprintf("%s gives '%s' to the default service account", [kubernetes.object, input.roleRef.name]),
		"at": subject.name,
		"key": concat("/", [object.get(subject, "namespace", ""), subject.name]),
	}
}
