# METADATA
# title: Capability that opens the host
# description: >-
#   These capabilities let a container load kernel code, mount file systems, read any file or trace any process: most of
#   what root on the node can do.
# custom:
#   severity: high
#   cwe: ["250"]
#   controls: [pss-baseline-capabilities, cis-k8s-5.2.8]
#   aliases: [KSV022, KSV005]
#   remedy: Drop ALL capabilities and add back only what the process is known to need, NET_BIND_SERVICE at most.
package infra.kubernetes.dangerous_capability

import data.infra.lib.kubernetes

allowed := {
	"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
	"SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
}

deny contains finding if {
	some container in kubernetes.containers
	some capability in container.securityContext.capabilities.add
	not trim_prefix(upper(capability), "CAP_") in allowed
	finding := {
		"message": sprintf("container '%s' of %s '%s' adds the capability %s", [kubernetes.name(container), input.kind, input.metadata.name, capability]),
		"at": capability,
		"key": sprintf("%s %s", [kubernetes.name(container), capability]),
	}
}
