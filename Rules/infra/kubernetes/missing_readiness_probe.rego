# METADATA
# title: Container without a readiness probe
# description: >-
#   Without it a pod gets requests before its program can answer them, at every start and every update.
# custom:
#   severity: info
#   cwe: ["754"]
#   aliases: [CKV_K8S_9]
#   remedy: Add a `readinessProbe`.
package infra.kubernetes.missing_readiness_probe

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind in kubernetes.services
	some container in kubernetes.pod.containers
	not container.readinessProbe
	finding := {
		"message": sprintf("%s has no readiness probe", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
