# METADATA
# title: Capability beyond the restricted standard
# description: >-
#   Most services need none of the capabilities that a container engine gives. Each one that is added is a way to more
#   for whoever gets in.
# custom:
#   severity: low
#   cwe: ["250"]
#   controls: [pss-restricted-capabilities]
#   aliases: [KSV106, CKV_K8S_28]
#   remedy: Add NET_BIND_SERVICE at most, and that only to listen below port 1024.
package infra.kubernetes.extra_capability

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	some plain, capability in kubernetes.added_capabilities(container)
	plain in kubernetes.common_capabilities - {"NET_BIND_SERVICE"}
	finding := {
		"message": sprintf("%s adds the capability %s", [kubernetes.title(container), capability]),
		"at": capability,
		"key": sprintf("%s %s", [kubernetes.name(container), plain]),
	}
}
