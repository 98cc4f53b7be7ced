# METADATA
# title: System folder of the host in a container
# description: >-
#   Through these folders of its node a container reads keys and credentials, or changes what the node runs. It is a
#   short way out of the container.
# custom:
#   severity: high
#   cwe: ["668"]
#   controls: [pss-baseline-host-path]
#   aliases: [KSV121, KSV023]
#   remedy: Mount the one file that is needed, read-only; better, use an interface of Kubernetes for it.
package infra.kubernetes.host_system_folder

import data.infra.lib.kubernetes

deny contains finding if {
	some volume in kubernetes.host_volumes
	kubernetes.is_system_folder(volume.hostPath.path)
	not kubernetes.is_runtime_socket(volume.hostPath.path)
	finding := {
		"message": sprintf("%s mounts '%s' of its host", [kubernetes.object, volume.hostPath.path]),
		"at": volume.hostPath.path,
		"key": volume.name,
	}
}
