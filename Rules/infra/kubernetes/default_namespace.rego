# METADATA
# title: Object in the default namespace
# description: >-
#   In `default` everything shares quotas, network policies and rights, and lands there by oversight, too.
# custom:
#   severity: low
#   cwe: ["653"]
#   controls: [cis-k8s-5.7.4]
#   aliases: [KSV110, CKV_K8S_21]
#   remedy: Make a namespace for what belongs together.
package infra.kubernetes.default_namespace

import data.infra.lib.kubernetes

deny contains finding if {
	input.metadata.namespace == "default"
	input.kind != "Namespace"
	not kubernetes.is_binding
	finding := {
		"message": sprintf("%s stands in the default namespace", [kubernetes.object]),
		"at": input.metadata.namespace,
		"key": "namespace",
	}
}
