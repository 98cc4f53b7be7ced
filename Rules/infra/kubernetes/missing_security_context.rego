# METADATA
# title: Pod without any security context
# description: >-
#   With nothing said, a container runs as the image's user, mostly root, with the default capabilities, a writable
#   file system and every system call.
# custom:
#   severity: medium
#   cwe: ["250"]
#   aliases: [KSV118, CKV_K8S_29, CKV_K8S_30]
#   remedy: >-
#     Give the pod a `securityContext` with `runAsNonRoot` and a seccomp profile, and its containers one without
#     privilege escalation and capabilities.
package infra.kubernetes.missing_security_context

import data.infra.lib.kubernetes

deny contains finding if {
	not kubernetes.runs_on_windows
	count(kubernetes.containers) > 0
	count(settings) == 0
	finding := {
		"message": sprintf("neither %s nor a container of it has a security context", [kubernetes.object]),
		"at": object.get(input, ["metadata", "name"], input),
		"key": "pod",
	}
}

settings contains key if {
	some entry in kubernetes.contexts
	some key, _ in entry.context
}
