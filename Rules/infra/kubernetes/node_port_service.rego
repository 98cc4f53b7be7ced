# METADATA
# title: Service on a port of every node
# description: >-
#   A NodePort is open on every address of every node, past the Ingress with its TLS and its limits.
# custom:
#   severity: low
#   cwe: ["668"]
#   remedy: Use `ClusterIP` behind an Ingress.
package infra.kubernetes.node_port_service

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "Service"
	input.spec.type == "NodePort"
	finding := {
		"message": sprintf("%s is open on every node", [kubernetes.object]),
		"at": input.spec.type,
		"key": "type",
	}
}
