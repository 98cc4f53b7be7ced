# METADATA
# title: Windows container that is a process of its host
# description: >-
#   A HostProcess container runs outside any isolation, with the host's network, files and accounts.
# custom:
#   severity: high
#   cwe: ["250"]
#   controls: [pss-baseline-host-process]
#   aliases: [KSV103]
#   remedy: Remove `hostProcess` where the work can be done in an ordinary container.
package infra.kubernetes.windows_host_process

import data.infra.lib.kubernetes

deny contains finding if {
	some entry in kubernetes.contexts
	entry.context.windowsOptions.hostProcess == true
	finding := {
		"message": sprintf("%s is a HostProcess", [entry.owner]),
		"at": entry.context.windowsOptions.hostProcess,
		"key": entry.key,
	}
}
