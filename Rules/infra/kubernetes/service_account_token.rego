# METADATA
# title: Token of a service account in a pod
# description: >-
#   Unless told otherwise, a pod gets a token for the API server. Most programs never speak to it, and the token is
#   the first thing an intruder takes.
# custom:
#   severity: low
#   cwe: ["522"]
#   controls: [cis-k8s-5.1.6]
#   aliases: [KSV036, CKV_K8S_38]
#   remedy: >-
#     "Set `automountServiceAccountToken: false` where the program does not call the Kubernetes API."
package infra.kubernetes.service_account_token

import data.infra.lib.kubernetes

deny contains finding if {
	not kubernetes.has(kubernetes.pod, ["automountServiceAccountToken"])
	not kubernetes.has(kubernetes.pod, ["serviceAccountName"])
	count(kubernetes.containers) > 0
	finding := {
		"message": sprintf("%s gets the token of the default service account", [kubernetes.object]),
		"at": object.get(input, ["metadata", "name"], input),
		"key": "token",
	}
}

deny contains finding if {
	kubernetes.pod.automountServiceAccountToken == true
	not kubernetes.has(kubernetes.pod, ["serviceAccountName"])
	finding := {
		"message": sprintf("%s asks for the token of the default service account", [kubernetes.object]),
		"at": kubernetes.pod.automountServiceAccountToken,
		"key": "token",
	}
}
