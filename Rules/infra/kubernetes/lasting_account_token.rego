# METADATA
# title: Token that never ends
# description: >-
#   A Secret of this type holds a token of a service account that is valid until somebody deletes it. Pods get
#   short-lived ones without it.
# custom:
#   severity: medium
#   cwe: ["324"]
#   remedy: Remove the Secret; ask for tokens with `kubectl create token` or a projected volume.
package infra.kubernetes.lasting_account_token

import data.infra.lib.kubernetes

deny contains finding if {
	input.kind == "Secret"
	input.type == "kubernetes.io/service-account-token"
	finding := {
		"message": sprintf("%s holds a service account's token without an end", [kubernetes.object]),
		"at": input.type,
		"key": "type",
	}
}
