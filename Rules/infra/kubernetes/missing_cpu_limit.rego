# METADATA
# title: Container without a CPU limit
# description: >-
#   A container without a CPU limit may use all that its node has to spare. That is often wanted; where tenants share
#   nodes it is not.
# custom:
#   severity: info
#   cwe: ["770"]
#   aliases: [KSV011, CKV_K8S_11]
#   remedy: Set `resources.limits.cpu` where others must not feel this pod.
package infra.kubernetes.missing_cpu_limit

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	not kubernetes.has(container, ["resources", "limits", "cpu"])
	finding := {
		"message": sprintf("%s has no CPU limit", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
