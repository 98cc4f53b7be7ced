# METADATA
# title: Container that may run as root
# description: >-
#   Root in a container is root for the kernel. With a non-root user a flaw in the runtime or a careless mount costs far
#   less.
# custom:
#   severity: medium
#   cwe: ["250"]
#   controls: [pss-restricted-run-as-non-root, cis-k8s-5.2.7]
#   aliases: [KSV012]
#   remedy: Set `runAsNonRoot` to true in the pod's or the container's securityContext, and a `runAsUser` above 0.
package infra.kubernetes.root_user

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	not kubernetes.is_on(container, "runAsNonRoot")
	not runs_as_other(container)
	finding := {
		"message": sprintf("container '%s' of %s '%s' may run as root", [kubernetes.name(container), input.kind, input.metadata.name]),
		"at": object.get(container, "name", container),
		"key": kubernetes.name(container),
	}
}

runs_as_other(container) if kubernetes.setting(container, "runAsUser") > 0
