# METADATA
# title: Binding for every account
# description: >-
#   system:authenticated holds every user and every service account, of all namespaces; with some providers everybody
#   who has an account with the provider.
# custom:
#   severity: high
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.12]
#   remedy: Bind the role to the groups or accounts that need it.
package infra.kubernetes.binding_for_all_users

import data.infra.lib.kubernetes

deny contains finding if {
	kubernetes.is_binding
	not input.metadata.labels["kubernetes.io/bootstrapping"]
	some subject in input.subjects
	subject.kind == "Group"
	subject.name in {"system:authenticated", "system:serviceaccounts"}
	not startswith(input.roleRef.name, "system:")
	finding := {
		"message": sprintf("%s gives '%s' to '%s'", [kubernetes.object, input.roleRef.name, subject.name]),
		"at": subject.name,
		"key": subject.name,
	}
}
