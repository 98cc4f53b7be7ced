# METADATA
# title: Capability that opens the host
# description: >-
#   These capabilities let a container load kernel code, mount file systems, read any file or trace any process: most
#   of what root on the node can do.
# custom:
#   severity: high
#   cwe: ["250"]
#   controls: [pss-baseline-capabilities, cis-k8s-5.2.8]
#   aliases: [KSV005, KSV022, CKV_K8S_25, CKV_K8S_39]
#   remedy: >-
#     Drop ALL capabilities and add back only what the process is known to need, NET_BIND_SERVICE at most.
package infra.kubernetes.dangerous_capability

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	some plain, capability in kubernetes.added_capabilities(container)
	not plain in kubernetes.common_capabilities
	finding := {
		"message": sprintf("%s adds the capability %s", [kubernetes.title(container), capability]),
		"at": capability,
		"key": sprintf("%s %s", [kubernetes.name(container), plain]),
	}
}
