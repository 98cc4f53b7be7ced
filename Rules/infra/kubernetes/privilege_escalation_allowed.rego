# METADATA
# title: Container may gain privileges
# description: >-
#   Without `allowPrivilegeEscalation` set to false a process may become more than its parent, by a setuid binary for
#   instance. It is the step from a flaw in an application to root in its container.
# custom:
#   severity: medium
#   cwe: ["250"]
#   controls: [pss-restricted-privilege-escalation, cis-k8s-5.2.6]
#   aliases: [KSV001, CKV_K8S_20]
#   fix: {from: "true", to: "false"}
#   remedy: Set `allowPrivilegeEscalation` to false in the container's securityContext.
package infra.kubernetes.privilege_escalation_allowed

import data.infra.lib.kubernetes

deny contains finding if {
	not kubernetes.runs_on_windows
	some container in kubernetes.containers
	container.securityContext.allowPrivilegeEscalation == true
	finding := {
		"message": sprintf("%s allows privilege escalation", [kubernetes.title(container)]),
		"at": container.securityContext.allowPrivilegeEscalation,
		"key": kubernetes.name(container),
	}
}

deny contains finding if {
	not kubernetes.runs_on_windows
	some container in kubernetes.containers
	not kubernetes.has(container, ["securityContext", "allowPrivilegeEscalation"])
	finding := {
		"message": sprintf("%s does not forbid privilege escalation", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
