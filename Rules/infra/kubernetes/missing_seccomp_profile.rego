# METADATA
# title: Container without a seccomp profile
# description: >-
#   Unless the kubelet is told otherwise, a container without a profile may make every system call; the runtime's
#   profile blocks those that most ways out of a container need.
# custom:
#   severity: low
#   cwe: ["693"]
#   controls: [pss-restricted-seccomp, cis-k8s-5.7.2]
#   aliases: [KSV030, CKV_K8S_31]
#   remedy: >-
#     "Set `seccompProfile.type: RuntimeDefault` in the pod's securityContext."
package infra.kubernetes.missing_seccomp_profile

import data.infra.lib.kubernetes

deny contains finding if {
	not kubernetes.runs_on_windows
	some container in kubernetes.containers
	not kubernetes.setting(container, "seccompProfile").type
	not has_annotation
	finding := {
		"message": sprintf("%s has no seccomp profile", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}

has_annotation if {
	some key, _ in kubernetes.pod_metadata.annotations
	regex.match(`^(container\.)?seccomp\.security\.alpha\.kubernetes\.io/`, key)
}
