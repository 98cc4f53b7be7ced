# METADATA
# title: Port of the host
# description: >-
#   A host port is open on every address of the node, past Services, Ingresses and their policies, and only one such
#   pod fits on a node.
# custom:
#   severity: medium
#   cwe: ["668"]
#   controls: [pss-baseline-host-ports, cis-k8s-5.2.13]
#   aliases: [KSV024, CKV_K8S_26]
#   remedy: Remove `hostPort` and expose the pod by a Service.
package infra.kubernetes.host_port

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	some port in container.ports
	port.hostPort > 0
	finding := {
		"message": sprintf("%s takes port %d of its host", [kubernetes.title(container), port.hostPort]),
		"at": port.hostPort,
		"key": sprintf("%s %d", [kubernetes.name(container), port.hostPort]),
	}
}
