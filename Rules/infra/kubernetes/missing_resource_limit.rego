# METADATA
# title: Container without a memory limit
# description: >-
#   A container without limits takes what it wants. One leak or one attack starves every other pod of the node.
# custom:
#   severity: low
#   cwe: ["770"]
#   aliases: [KSV018, CKV_K8S_13]
#   remedy: Set `resources.limits.memory`.
package infra.kubernetes.missing_resource_limit

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	not kubernetes.has(container, ["resources", "limits", "memory"])
	finding := {
		"message": sprintf("%s has no memory limit", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
