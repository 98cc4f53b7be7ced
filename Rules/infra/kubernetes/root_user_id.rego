# METADATA
# title: Container that is told to run as root
# description: >-
#   User 0 of a container is root for the kernel. A flaw in the runtime or a careless mount then costs the node.
# custom:
#   severity: medium
#   cwe: ["250"]
#   controls: [pss-restricted-run-as-user]
#   aliases: [KSV105, KSV012]
#   remedy: Set `runAsUser` to a number above 0 that owns the files which the program writes.
package infra.kubernetes.root_user_id

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	container.securityContext.runAsUser == 0
	finding := {
		"message": sprintf("%s runs as root", [kubernetes.title(container)]),
		"at": container.securityContext.runAsUser,
		"key": kubernetes.name(container),
	}
}

deny contains finding if {
	kubernetes.pod.securityContext.runAsUser == 0
	some container in kubernetes.containers
	not kubernetes.has(container, ["securityContext", "runAsUser"])
	finding := {
		"message": sprintf("%s runs its containers as root", [kubernetes.object]),
		"at": kubernetes.pod.securityContext.runAsUser,
		"key": "pod",
	}
}
