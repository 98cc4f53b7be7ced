# METADATA
# title: Container that does not say what it needs
# description: >-
#   The scheduler places a pod by its requests. Without them nodes are filled beyond what they have, and this pod is
#   the first to be evicted.
# custom:
#   severity: low
#   cwe: ["770"]
#   aliases: [KSV015, KSV016, CKV_K8S_10, CKV_K8S_12]
#   remedy: Set `resources.requests` for CPU and memory.
package infra.kubernetes.missing_resource_request

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	missing := [name |
		some name in ["cpu", "memory"]
		not kubernetes.has(container, ["resources", "requests", name])
		not kubernetes.has(container, ["resources", "limits", name])
	]
	count(missing) > 0
	finding := {
		"message": sprintf("%s does not request %s", [kubernetes.title(container), concat(" and ", missing)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
