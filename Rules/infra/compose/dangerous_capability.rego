# METADATA
# title: Capability that opens the host
# description: >-
#   These capabilities let a container load kernel code, mount file systems, read any file or trace any process.
# custom:
#   severity: high
#   cwe: ["250"]
#   controls: [cis-docker-5.3]
#   remedy: Leave the capability out, or move what needs it out of this container.
package infra.compose.dangerous_capability

import data.infra.lib.compose

dangerous := {
	"ALL", "BPF", "DAC_READ_SEARCH", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "PERFMON", "SYS_ADMIN", "SYS_BOOT",
	"SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "SYSLOG",
}

deny contains finding if {
	some name, service in compose.services
	some capability in service.cap_add
	plain := trim_prefix(upper(capability), "CAP_")
	plain in dangerous
	finding := {
		"message": sprintf("service '%s' adds the capability %s", [name, capability]),
		"at": capability,
		"key": sprintf("%s %s", [name, plain]),
	}
}
