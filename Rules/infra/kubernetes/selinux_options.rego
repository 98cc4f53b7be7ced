# METADATA
# title: SELinux type of one's own choice
# description: >-
#   SELinux keeps containers from the host and from each other by their types. With another type, user or role a
#   container may leave that fence.
# custom:
#   severity: medium
#   cwe: ["693"]
#   controls: [pss-baseline-selinux]
#   aliases: [KSV025]
#   remedy: >-
#     Remove `seLinuxOptions`, or use the types container_t, container_init_t, container_kvm_t or container_engine_t
#     alone.
package infra.kubernetes.selinux_options

import data.infra.lib.kubernetes

types := {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}

deny contains finding if {
	some entry in kubernetes.contexts
	type := entry.context.seLinuxOptions.type
	not type in types
	finding := {
		"message": sprintf("%s takes the SELinux type '%s'", [entry.owner, type]),
		"at": type,
		"key": sprintf("%s type", [entry.key]),
	}
}

deny contains finding if {
	some entry in kubernetes.contexts
	some key in ["user", "role"]
	value := entry.context.seLinuxOptions[key]
	value != ""
	finding := {
		"message": sprintf("%s takes the SELinux %s '%s'", [entry.owner, key, value]),
		"at": value,
		"key": sprintf("%s %s", [entry.key, key]),
	}
}
