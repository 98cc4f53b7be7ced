# METADATA
# title: Container that sees all of /proc
# description: >-
#   The runtime hides the parts of /proc that tell about the host's kernel or change it. `Unmasked` shows them.
# custom:
#   severity: medium
#   cwe: ["668"]
#   controls: [pss-baseline-proc-mount]
#   aliases: [KSV027]
#   remedy: Remove `procMount`, or set it to `Default`.
package infra.kubernetes.unmasked_proc

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	kind := container.securityContext.procMount
	kind != "Default"
	finding := {
		"message": sprintf("%s mounts /proc as '%s'", [kubernetes.title(container), kind]),
		"at": kind,
		"key": kubernetes.name(container),
	}
}
