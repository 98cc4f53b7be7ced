# METADATA
# title: Container may gain privileges
# description: >-
#   Without `no-new-privileges` a process may become more than its parent, by a setuid binary for instance. It is the
#   step from a flaw in an application to root in its container.
# custom:
#   severity: low
#   cwe: ["250"]
#   controls: [cis-docker-5.25]
#   remedy: Add `no-new-privileges:true` to `security_opt`.
package infra.compose.privileges_may_grow

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	compose.is_whole(service)
	not forbids(service)
	finding := {
		"message": sprintf("service '%s' does not forbid new privileges", [name]),
		"at": compose.head(service),
		"key": name,
	}
}

forbids(service) if {
	some option in service.security_opt
	regex.match(`^no-new-privileges([:=]\s*true)?$`, option)
}
