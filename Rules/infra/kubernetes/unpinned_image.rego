# METADATA
# title: Image that may change under its name
# description: >-
#   Without a tag, or with `latest`, the cluster pulls whatever stands under the name that day. A rollback brings back
#   another program than the one that ran.
# custom:
#   severity: medium
#   cwe: ["1357"]
#   aliases: [KSV013, CKV_K8S_14]
#   remedy: Name a version, better the digest (`image@sha256:…`).
package infra.kubernetes.unpinned_image

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	not contains(container.image, "@")
	parts := split(container.image, "/")
	moves(parts[count(parts) - 1])
	finding := {
		"message": sprintf("%s runs '%s', which has no fixed version", [kubernetes.title(container), container.image]),
		"at": container.image,
		"key": kubernetes.name(container),
	}
}

moves(reference) if not contains(reference, ":")

moves(reference) if endswith(reference, ":latest")
