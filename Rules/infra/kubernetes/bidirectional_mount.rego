# METADATA
# title: Mounts that reach the host
# description: >-
#   With `Bidirectional` propagation what the container mounts appears on the host and in other pods.
# custom:
#   severity: medium
#   cwe: ["668"]
#   remedy: Use `HostToContainer`, or leave `mountPropagation` out.
package infra.kubernetes.bidirectional_mount

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	some mount in container.volumeMounts
	mount.mountPropagation == "Bidirectional"
	finding := {
		"message": sprintf("%s shares what it mounts below '%s' with its host", [kubernetes.title(container), mount.mountPath]),
		"at": mount.mountPropagation,
		"key": sprintf("%s %s", [kubernetes.name(container), mount.mountPath]),
	}
}
