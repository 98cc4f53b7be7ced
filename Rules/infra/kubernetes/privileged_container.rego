# METADATA
# title: Privileged container
# description: >-
#   A privileged container has every capability and every device of its host. Whoever gets into it has the node, and
#   with the node the secrets of everything that runs there.
# custom:
#   severity: critical
#   cwe: ["250"]
#   controls: [pss-baseline-privileged, cis-k8s-5.2.2]
#   aliases: [KSV017, CKV_K8S_16]
#   fix: {from: "true", to: "false"}
#   remedy: Set `privileged` to false; where a device or capability is needed, give that one alone.
package infra.kubernetes.privileged_container

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	container.securityContext.privileged == true
	finding := {
		"message": sprintf("%s is privileged", [kubernetes.title(container)]),
		"at": container.securityContext.privileged,
		"key": kubernetes.name(container),
	}
}
