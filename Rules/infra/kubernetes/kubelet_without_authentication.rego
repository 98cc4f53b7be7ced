# METADATA
# title: Kubelet that knows no accounts
# description: >-
#   Who reaches the kubelet without credentials runs commands in all pods of the node, or reads what they are.
# custom:
#   severity: high
#   cwe: ["306"]
#   controls: [cis-k8s-4.2.1, cis-k8s-4.2.2, cis-k8s-4.2.4]
#   remedy: >-
#     Set `authentication.anonymous.enabled` to false, `authorization.mode` to Webhook and `readOnlyPort` to 0.
package infra.kubernetes.kubelet_without_authentication

deny contains finding if {
	input.kind == "KubeletConfiguration"
	input.authentication.anonymous.enabled == true
	finding := {
		"message": "the kubelet answers anonymous requests",
		"at": input.authentication.anonymous.enabled,
		"key": "anonymous",
	}
}

deny contains finding if {
	input.kind == "KubeletConfiguration"
	input.authorization.mode == "AlwaysAllow"
	finding := {
		"message": "the kubelet allows every request",
		"at": input.authorization.mode,
		"key": "authorization",
	}
}

deny contains finding if {
	input.kind == "KubeletConfiguration"
	input.readOnlyPort > 0
	finding := {
		"message": sprintf("the kubelet tells about its pods on port %d without asking who wants to know", [input.readOnlyPort]),
		"at": input.readOnlyPort,
		"key": "readOnlyPort",
	}
}
