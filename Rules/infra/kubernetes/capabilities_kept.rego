# METADATA
# title: Container that keeps the default capabilities
# description: >-
#   A container starts with about a dozen capabilities, forged network packets among them. Hardly any program needs
#   one.
# custom:
#   severity: low
#   cwe: ["250"]
#   controls: [pss-restricted-capabilities, cis-k8s-5.2.9]
#   aliases: [KSV003, KSV004, CKV_K8S_28, CKV_K8S_37]
#   remedy: >-
#     "Set `securityContext.capabilities.drop: [ALL]`, and add back what is missed."
package infra.kubernetes.capabilities_kept

import data.infra.lib.kubernetes

deny contains finding if {
	not kubernetes.runs_on_windows
	some container in kubernetes.containers
	not kubernetes.drops_all_capabilities(container)
	finding := {
		"message": sprintf("%s does not drop all capabilities", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
