# METADATA
# title: Ingress without TLS
# description: >-
#   Without TLS whoever stands between a visitor and the cluster reads and changes what they send, passwords and
#   cookies included.
# custom:
#   severity: medium
#   cwe: ["319"]
#   remedy: Name the hosts and a certificate's Secret below `spec.tls`; cert-manager can keep it fresh.
package infra.kubernetes.ingress_without_tls

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "Ingress"
	count(object.get(input, ["spec", "tls"], [])) == 0
	not has_certificate_elsewhere
	finding := {
		"message": sprintf("%s serves plain HTTP", [kubernetes.object]),
		"at": object.get(input, ["metadata", "name"], input),
		"key": "tls",
	}
}

# Load balancers of a cloud take their certificates from annotations.
has_certificate_elsewhere if {
	some key, _ in input.metadata.annotations
	regex.match(`(?i)certificate|ssl-cert|tls-secret|pre-shared-cert|router\.tls$`, key)
}
