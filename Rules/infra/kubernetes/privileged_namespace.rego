# METADATA
# title: Namespace that lets every pod in
# description: >-
#   The label sets the Pod Security Standard `privileged`, which refuses nothing, host access included.
# custom:
#   severity: medium
#   cwe: ["693"]
#   controls: [cis-k8s-5.2.1]
#   remedy: >-
#     "Set `pod-security.kubernetes.io/enforce: baseline`, better `restricted`."
package infra.kubernetes.privileged_namespace

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "Namespace"
	level := input.metadata.labels["pod-security.kubernetes.io/enforce"]
	level == "privileged"
	finding := {
		"message": sprintf("%s admits privileged pods", [kubernetes.object]),
		"at": level,
		"key": "enforce",
	}
}
