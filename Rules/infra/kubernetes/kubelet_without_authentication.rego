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

import data.infra.lib.kubernetes

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

deny contains finding if {
	some container in kubernetes.containers
	kubernetes.runs(container, "kubelet")
	some name, open in {"anonymous-auth": {"true"}, "authorization-mode": {"AlwaysAllow"}}
	some word in split(kubernetes.flag_value(container, name), ",")
	word in open
	finding := {
		"message": sprintf("%s runs the kubelet with '%s'", [kubernetes.title(container), kubernetes.flag(container, name)]),
		"at": kubernetes.flag(container, name),
		"key": sprintf("%s %s", [kubernetes.name(container), name]),
	}
}

deny contains finding if {
	some container in kubernetes.containers
	kubernetes.runs(container, "kubelet")
	to_number(kubernetes.flag_value(container, "read-only-port")) > 0
	finding := {
		"message": sprintf("%s runs the kubelet with a port that asks nobody who they are", [kubernetes.title(container)]),
		"at": kubernetes.flag(container, "read-only-port"),
		"key": sprintf("%s read-only-port", [kubernetes.name(container)]),
	}
}
