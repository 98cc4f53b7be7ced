# METADATA
# title: etcd that takes every caller
# description: >-
#   Everything in the cluster stands in etcd, Secrets included. Without client certificates of an authority of its own
#   whoever reaches it reads and changes that.
# custom:
#   severity: high
#   cwe: ["306"]
#   controls: [cis-k8s-2.2, cis-k8s-2.3, cis-k8s-2.5, cis-k8s-2.6]
#   remedy: >-
#     "Set `--client-cert-auth=true` and `--peer-client-cert-auth=true` with their authorities, and remove
#     `--auto-tls` and `--peer-auto-tls`."
package infra.kubernetes.etcd_without_client_certificates

import data.infra.lib.kubernetes

open := {"client-cert-auth": "false", "peer-client-cert-auth": "false", "auto-tls": "true", "peer-auto-tls": "true"}

deny contains finding if {
	some container in kubernetes.containers
	kubernetes.runs(container, "etcd")
	some name, value in open
	kubernetes.flag_value(container, name) == value
	finding := {
		"message": sprintf("%s takes callers that it does not know", [kubernetes.title(container)]),
		"at": kubernetes.flag(container, name),
		"key": sprintf("%s %s", [kubernetes.name(container), name]),
	}
}
