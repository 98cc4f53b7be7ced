# METADATA
# title: Container engine without TLS
# description: >-
#   Who reaches this port gives the engine orders, without any credentials. That is root on its host.
# custom:
#   severity: high
#   cwe: ["306"]
#   controls: [cis-docker-2.6]
#   remedy: Leave `DOCKER_TLS_CERTDIR` as the image has it and use port 2376, or speak to the engine over ssh.
package infra.compose.open_engine

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	some port in compose.published(service)
	port.address in {"", "0.0.0.0", "::", "[::]"}
	port.target == 2375
	finding := {
		"message": sprintf("service '%s' publishes the engine's port without TLS", [name]),
		"at": port.at,
		"key": name,
	}
}
