# METADATA
# title: Container with a writable root file system
# description: >-
#   An attacker who can write into the image's file system can leave tools and change the program that runs.
# custom:
#   severity: low
#   cwe: ["732"]
#   aliases: [KSV014, CKV_K8S_22]
#   remedy: Set `readOnlyRootFilesystem` to true and mount an emptyDir where the program writes.
package infra.kubernetes.writable_root_file_system

import data.infra.lib.kubernetes

deny contains finding if {
	not kubernetes.runs_on_windows
	some container in kubernetes.containers
	not container.securityContext.readOnlyRootFilesystem == true
	finding := {
		"message": sprintf("%s can write to its root file system", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
