# METADATA
# title: Volume from the host's file system
# description: >-
#   A hostPath volume shows a part of the node's disk to the container. Through the container runtime's socket, /etc or
#   /var/lib/kubelet it is the node itself.
# custom:
#   severity: high
#   cwe: ["668"]
#   controls: [pss-baseline-host-path]
#   aliases: [KSV023]
#   remedy: Use a persistent volume claim, a ConfigMap or an emptyDir in its place.
package infra.kubernetes.host_path_volume

import data.infra.lib.kubernetes

deny contains finding if {
	some volume in kubernetes.pod.volumes
	volume.hostPath.path
	finding := {
		"message": sprintf("%s '%s' mounts '%s' of its host", [input.kind, input.metadata.name, volume.hostPath.path]),
		"at": volume.hostPath.path,
		"key": volume.name,
	}
}
