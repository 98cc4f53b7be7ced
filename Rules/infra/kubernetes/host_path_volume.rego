# METADATA
# title: Volume from the host's file system
# description: >-
#   A hostPath volume shows a part of the node's disk to the container. It ties the pod to the node, survives it, and
#   is shared with whatever else runs there.
# custom:
#   severity: medium
#   cwe: ["668"]
#   controls: [pss-baseline-host-path]
#   aliases: [KSV023]
#   remedy: Use a persistent volume claim, a ConfigMap or an emptyDir in its place.
package infra.kubernetes.host_path_volume

import data.infra.lib.kubernetes

deny contains finding if {
	some volume in kubernetes.host_volumes
	not kubernetes.is_runtime_socket(volume.hostPath.path)
	not kubernetes.is_system_folder(volume.hostPath.path)
	finding := {
		"message": sprintf("%s mounts '%s' of its host", [kubernetes.object, volume.hostPath.path]),
		"at": volume.hostPath.path,
		"key": volume.name,
	}
}
