# METADATA
# title: Ingress that writes the proxy's configuration
# description: >-
#   A snippet is put into the controller's configuration as it stands. Who may write an Ingress then reads the
#   controller's Secrets, those of all namespaces.
# custom:
#   severity: medium
#   cwe: ["94"]
#   aliases: [CKV_K8S_153]
#   remedy: Use the annotations made for the purpose, and set `allow-snippet-annotations` to false.
package infra.kubernetes.ingress_snippet

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "Ingress"
	some key, snippet in input.metadata.annotations
	regex.match(`/(server|configuration|auth|modsecurity|stream)-snippet$`, key)
	finding := {
		"message": sprintf("%s adds to the proxy's configuration by '%s'", [kubernetes.object, key]),
		"at": snippet,
		"key": key,
	}
}
