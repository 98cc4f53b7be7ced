# METADATA
# title: API server over plain HTTP
# description: >-
#   The insecure port takes every request as an administrator's, without TLS and without asking who it is.
# custom:
#   severity: high
#   cwe: ["319"]
#   controls: [cis-k8s-1.2.16]
#   remedy: Remove `--insecure-port` and `--insecure-bind-address`, and leave `--secure-port` at 6443.
package infra.kubernetes.api_server_plain_http

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	kubernetes.runs(container, "kube-apiserver")
	some name in ["insecure-bind-address", "insecure-port", "secure-port"]
	is_plain(name, kubernetes.flag_value(container, name))
	finding := {
		"message": sprintf("%s serves plain HTTP", [kubernetes.title(container)]),
		"at": kubernetes.flag(container, name),
		"key": sprintf("%s %s", [kubernetes.name(container), name]),
	}
}

is_plain("insecure-bind-address", _)

is_plain("insecure-port", port) if port != "0"

is_plain("secure-port", port) if port == "0"
