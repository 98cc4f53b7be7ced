# METADATA
# title: Pod in a namespace of its host
# description: >-
#   With the host's process, network or IPC namespace a container sees the processes, the traffic and the shared
#   memory of the node and of every other pod on it.
# custom:
#   severity: high
#   cwe: ["653"]
#   controls: [pss-baseline-host-namespaces, cis-k8s-5.2.3, cis-k8s-5.2.4, cis-k8s-5.2.5]
#   aliases: [KSV008, KSV009, KSV010, CKV_K8S_17, CKV_K8S_18, CKV_K8S_19]
#   remedy: Remove `hostPID`, `hostIPC` and `hostNetwork`; expose ports by a Service.
package infra.kubernetes.host_namespace

import data.infra.lib.kubernetes

deny contains finding if {
	some key in ["hostPID", "hostIPC", "hostNetwork"]
	kubernetes.pod[key] == true
	finding := {
		"message": sprintf("%s sets %s", [kubernetes.object, key]),
		"at": kubernetes.pod[key],
		"key": key,
	}
}
