# METADATA
# title: Container that may run as root
# description: >-
#   Root in a container is root for the kernel. With a non-root user a flaw in the runtime or a careless mount costs
#   far less.
# custom:
#   severity: medium
#   cwe: ["250"]
#   controls: [pss-restricted-run-as-non-root, cis-k8s-5.2.7]
#   aliases: [KSV012, CKV_K8S_23]
#   remedy: >-
#     Set `runAsNonRoot` to true in the pod's or the container's securityContext, and a `runAsUser` above 0.
package infra.kubernetes.root_user

import data.infra.lib.kubernetes

deny contains finding if {
	not kubernetes.runs_on_windows
	some container in kubernetes.containers
	not kubernetes.is_on(container, "runAsNonRoot")
	not kubernetes.has(container, ["securityContext", "runAsUser"])
	not kubernetes.has(kubernetes.pod, ["securityContext", "runAsUser"])
	finding := {
		"message": sprintf("%s may run as root", [kubernetes.title(container)]),
		"at": kubernetes.head(container),
		"key": kubernetes.name(container),
	}
}
