# METADATA
# title: Container without a security profile
# description: >-
#   The engine's seccomp, AppArmor and SELinux profiles block what most ways out of a container need. Each of these
#   options switches one off.
# custom:
#   severity: medium
#   cwe: ["693"]
#   controls: [cis-docker-5.1, cis-docker-5.2, cis-docker-5.21]
#   remedy: Remove the option; where a program needs more, give it a profile of its own.
package infra.compose.unconfined_profile

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	some option in service.security_opt
	regex.match(`^(seccomp|apparmor|systempaths)[:=]\s*(unconfined|false)$|^label[:=]\s*disable$`, option)
	finding := {
		"message": sprintf("service '%s' sets '%s'", [name, option]),
		"at": option,
		"key": sprintf("%s %s", [name, option]),
	}
}
