# METADATA
# title: Binding to cluster-admin
# description: >-
#   The role cluster-admin may do everything. A program with it is as good as the cluster's administrators, and so is
#   who breaks into it.
# custom:
#   severity: high
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.1]
#   aliases: [KSV111]
#   remedy: Bind a role that holds what is used.
package infra.kubernetes.cluster_admin_binding

import data.infra.lib.kubernetes

deny contains finding if {
	kubernetes.is_binding
	not input.metadata.labels["kubernetes.io/bootstrapping"]
	input.roleRef.name == "cluster-admin"
	finding := {
		"message": sprintf("%s gives the role cluster-admin", [kubernetes.object]),
		"at": input.roleRef.name,
		"key": "cluster-admin",
	}
}
