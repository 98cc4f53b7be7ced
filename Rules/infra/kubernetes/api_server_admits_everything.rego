# METADATA
# title: API server that admits everything
# description: >-
#   With the plug-in AlwaysAdmit no other has a say, so quotas, Pod Security Standards and webhooks have no effect.
# custom:
#   severity: medium
#   cwe: ["693"]
#   controls: [cis-k8s-1.2.10]
#   aliases: [CKV_K8S_79]
#   remedy: Remove AlwaysAdmit from `--enable-admission-plugins`.
package infra.kubernetes.api_server_admits_everything

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	kubernetes.runs(container, "kube-apiserver")
	some name in ["enable-admission-plugins", "admission-control"]
	"AlwaysAdmit" in split(kubernetes.flag_value(container, name), ",")
	finding := {
		"message": sprintf("%s admits everything", [kubernetes.title(container)]),
		"at": kubernetes.flag(container, name),
		"key": kubernetes.name(container),
	}
}
