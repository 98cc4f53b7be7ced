# METADATA
# title: Volume of a type that the restricted standard leaves out
# description: >-
#   Volumes that a pod takes straight from a storage system bypass what the cluster says of who may use which storage,
#   and put addresses and secrets of the storage into the pod.
# custom:
#   severity: low
#   cwe: ["668"]
#   controls: [pss-restricted-volumes]
#   aliases: [KSV028]
#   remedy: Use a persistent volume claim.
package infra.kubernetes.uncommon_volume_type

import data.infra.lib.kubernetes

common := {
	"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "name", "persistentVolumeClaim", "projected", "secret",
	"hostPath",
}

deny contains finding if {
	some volume in kubernetes.pod.volumes
	some type, value in volume
	value != null
	not type in common
	finding := {
		"message": sprintf("volume '%s' of %s is of the type %s", [volume.name, kubernetes.object, type]),
		"at": object.get(volume, "name", volume),
		"key": volume.name,
	}
}
