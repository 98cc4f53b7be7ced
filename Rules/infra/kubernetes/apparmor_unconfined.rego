# METADATA
# title: Container without AppArmor
# description: >-
#   The runtime's AppArmor profile keeps a container from mounting file systems and from writing into the kernel's
#   interfaces. Without it one barrier less stands before the host.
# custom:
#   severity: medium
#   cwe: ["693"]
#   controls: [pss-baseline-apparmor]
#   aliases: [KSV002]
#   remedy: >-
#     Remove the setting, so that the runtime's profile holds; or name a profile of your own with `Localhost`.
package infra.kubernetes.apparmor_unconfined

import data.infra.lib.kubernetes

deny contains finding if {
	some entry in kubernetes.contexts
	entry.context.appArmorProfile.type == "Unconfined"
	finding := {
		"message": sprintf("%s runs without an AppArmor profile", [entry.owner]),
		"at": entry.context.appArmorProfile.type,
		"key": entry.key,
	}
}

deny contains finding if {
	some key, profile in kubernetes.pod_metadata.annotations
	startswith(key, "container.apparmor.security.beta.kubernetes.io/")
	profile != "runtime/default"
	not startswith(profile, "localhost/")
	finding := {
		"message": sprintf("an annotation of %s gives the AppArmor profile '%s'", [kubernetes.object, profile]),
		"at": profile,
		"key": key,
	}
}
