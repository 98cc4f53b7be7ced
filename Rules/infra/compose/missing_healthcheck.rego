# METADATA
# title: Service without a health check
# description: A program that hangs looks alive, and services that depend on it start too early.
# custom:
#   severity: info
#   cwe: ["754"]
#   controls: [cis-docker-5.26]
#   remedy: Add `healthcheck`, unless the image has one.
package infra.compose.missing_healthcheck

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	compose.is_whole(service)
	not service.healthcheck
	finding := {
		"message": sprintf("service '%s' has no health check", [name]),
		"at": compose.head(service),
		"key": name,
	}
}

deny contains finding if {
	some name, service in compose.services
	compose.is_true(service.healthcheck.disable)
	finding := {
		"message": sprintf("service '%s' switches its health check off", [name]),
		"at": service.healthcheck.disable,
		"key": name,
	}
}
