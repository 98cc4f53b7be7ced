# METADATA
# title: Container without a liveness probe
# description: A program that hangs is not restarted when nothing asks whether it still works.
# custom:
#   severity: info
#   cwe: ["754"]
#   aliases: [CKV_K8S_8]
#   remedy: Add a `livenessProbe` that asks the program itself, not what it depends on.
package infra.kubernetes.missing_liveness_probe

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind in kubernetes.services
	some container in kubernetes.pod.containers
	not container.livenessProbe
	finding := {
		"message": sprintf("%s has no liveness probe", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
