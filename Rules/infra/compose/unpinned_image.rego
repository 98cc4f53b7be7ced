# METADATA
# title: Image that may change under its name
# description: >-
#   Without a tag, or with `latest`, the engine pulls whatever stands under the name that day. Two machines run two
#   programs.
# custom:
#   severity: medium
#   cwe: ["1357"]
#   remedy: Name a version, better the digest (`image@sha256:…`).
package infra.compose.unpinned_image

import data.infra.lib.compose

deny contains finding if {
	some name, service in compose.services
	not service.build
	not contains(service.image, "@")
	parts := split(service.image, "/")
	moves(parts[count(parts) - 1])
	finding := {
		"message": sprintf("service '%s' runs '%s', which has no fixed version", [name, service.image]),
		"at": service.image,
		"key": name,
	}
}

moves(reference) if not contains(reference, ":")

moves(reference) if endswith(reference, ":latest")
