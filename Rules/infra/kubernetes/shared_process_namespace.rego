# METADATA
# title: Containers that see each other's processes
# description: >-
#   With a shared process namespace every container of the pod can read the others' environment and files through
#   /proc, and signal them.
# custom:
#   severity: low
#   cwe: ["653"]
#   remedy: Remove `shareProcessNamespace`; debug with an ephemeral container.
package infra.kubernetes.shared_process_namespace

import data.infra.lib.kubernetes

deny contains finding if {
	kubernetes.pod.shareProcessNamespace == true
	finding := {
		"message": sprintf("the containers of %s share their processes", [kubernetes.object]),
		"at": kubernetes.pod.shareProcessNamespace,
		"key": "shareProcessNamespace",
	}
}
