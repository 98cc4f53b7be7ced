# METADATA
# title: Container that may make every system call
# description: >-
#   The runtime's seccomp profile blocks the system calls that most ways out of a container need. `Unconfined`
#   switches it off.
# custom:
#   severity: medium
#   cwe: ["693"]
#   controls: [pss-baseline-seccomp]
#   aliases: [KSV104]
#   remedy: >-
#     "Set `seccompProfile.type: RuntimeDefault`."
package infra.kubernetes.seccomp_unconfined

import data.infra.lib.kubernetes

deny contains finding if {
	some entry in kubernetes.contexts
	entry.context.seccompProfile.type == "Unconfined"
	finding := {
		"message": sprintf("%s runs without a seccomp profile", [entry.owner]),
		"at": entry.context.seccompProfile.type,
		"key": entry.key,
	}
}

deny contains finding if {
	some key, profile in kubernetes.pod_metadata.annotations
	regex.match(`^(container\.)?seccomp\.security\.alpha\.kubernetes\.io/`, key)
	profile == "unconfined"
	finding := {
		"message": sprintf("an annotation of %s switches seccomp off", [kubernetes.object]),
		"at": profile,
		"key": key,
	}
}
