# METADATA
# title: Socket of the container runtime in a container
# description: >-
#   Who can speak to the runtime's socket starts a privileged container with the host's disk in it. The socket is root
#   on the node, read-only or not.
# custom:
#   severity: critical
#   cwe: ["250"]
#   controls: [pss-baseline-host-path]
#   aliases: [KSV006, CKV_K8S_27]
#   remedy: >-
#     Build images with a tool that needs no daemon (BuildKit rootless, kaniko, buildah); watch containers through the
#     Kubernetes API.
package infra.kubernetes.container_runtime_socket

import data.infra.lib.kubernetes

deny contains finding if {
	some volume in kubernetes.host_volumes
	kubernetes.is_runtime_socket(volume.hostPath.path)
	finding := {
		"message": sprintf("%s mounts the runtime's socket '%s'", [kubernetes.object, volume.hostPath.path]),
		"at": volume.hostPath.path,
		"key": volume.name,
	}
}
