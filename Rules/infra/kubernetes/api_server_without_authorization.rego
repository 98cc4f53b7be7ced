# METADATA
# title: API server that allows everything
# description: With the mode AlwaysAllow every request that is authenticated may do everything.
# custom:
#   severity: critical
#   cwe: ["862"]
#   controls: [cis-k8s-1.2.7]
#   aliases: [KCV0007, CKV_K8S_74]
#   remedy: >-
#     "Set `--authorization-mode=Node,RBAC`."
package infra.kubernetes.api_server_without_authorization

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	kubernetes.runs(container, "kube-apiserver")
	"AlwaysAllow" in split(kubernetes.flag_value(container, "authorization-mode"), ",")
	finding := {
		"message": sprintf("%s allows every request", [kubernetes.title(container)]),
		"at": kubernetes.flag(container, "authorization-mode"),
		"key": kubernetes.name(container),
	}
}
