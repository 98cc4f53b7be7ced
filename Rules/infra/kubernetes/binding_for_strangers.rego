# METADATA
# title: Binding for who has no account
# description: >-
#   system:anonymous and system:unauthenticated are everybody who reaches the API server, without any credentials.
# custom:
#   severity: critical
#   cwe: ["284"]
#   controls: [cis-k8s-5.1.11]
#   remedy: Bind the role to named users or service accounts.
package infra.kubernetes.binding_for_strangers

import data.infra.lib.kubernetes

deny contains finding if {
	kubernetes.is_binding
	some subject in input.subjects
	subject.name in {"system:anonymous", "system:unauthenticated"}
	not input.roleRef.name in {"system:public-info-viewer", "kubeadm:bootstrap-signer-clusterinfo"}
	finding := {
		"message": sprintf("%s gives '%s' to '%s'", [kubernetes.object, input.roleRef.name, subject.name]),
		"at": subject.name,
		"key": subject.name,
	}
}
