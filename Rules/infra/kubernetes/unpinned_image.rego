# METADATA
# title: Image that may change under its name
# description: >-
#   Without a tag, or with `latest`, the cluster pulls whatever stands under the name that day. A rollback brings back another
#   program than the one that ran.
# custom:
#   severity: medium
#   cwe: ["1357"]
#   aliases: [KSV013]
#   remedy: Name a version, better the digest (`image@sha256:…`).
package infra.kubernetes.unpinned_image

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	not contains(container.image, "@")
	last := split(container.image, "/")[count(split(container.image, "/")) - 1]
	moves(last)
	finding := {
		"message": sprintf("container '%s' of %s '%s' runs '%s', which has no fixed version", [kubernetes.name(container), input.kind, input.metadata.name, container.image]),
		"at": container.image,
		"key": kubernetes.name(container),
	}
}

moves(reference) if not contains(reference, ":")

moves(reference) if endswith(reference, ":latest")
