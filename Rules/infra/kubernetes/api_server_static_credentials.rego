# METADATA
# title: API server with credentials in a file
# description: The file holds passwords or tokens in plain text that never end and change only with a restart.
# custom:
#   severity: high
#   cwe: ["522"]
#   controls: [cis-k8s-1.2.2]
#   aliases: [KCV0002, CKV_K8S_69, CKV_K8S_70]
#   remedy: Use client certificates, OpenID Connect or service accounts.
package infra.kubernetes.api_server_static_credentials

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	kubernetes.runs(container, "kube-apiserver")
	some name in ["token-auth-file", "basic-auth-file"]
	at := kubernetes.flag(container, name)
	finding := {
		"message": sprintf("%s takes credentials from a file", [kubernetes.title(container)]),
		"at": at,
		"key": sprintf("%s %s", [kubernetes.name(container), name]),
	}
}
