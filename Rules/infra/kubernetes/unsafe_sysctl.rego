# METADATA
# title: Kernel setting that reaches beyond the pod
# description: >-
#   Only a few kernel settings belong to the pod alone. Others may change its node, or take memory from everything
#   else that runs there.
# custom:
#   severity: medium
#   cwe: ["668"]
#   controls: [pss-baseline-sysctls]
#   aliases: [KSV026]
#   remedy: Remove the setting, or make it on nodes of its own.
package infra.kubernetes.unsafe_sysctl

import data.infra.lib.kubernetes

safe := {
	"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports",
	"net.ipv4.ip_unprivileged_port_start", "net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout",
	"net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_keepalive_time",
	"net.ipv4.tcp_rmem", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
}

deny contains finding if {
	some setting in kubernetes.pod.securityContext.sysctls
	not setting.name in safe
	finding := {
		"message": sprintf("%s changes the kernel's '%s'", [kubernetes.object, setting.name]),
		"at": setting.name,
		"key": setting.name,
	}
}
