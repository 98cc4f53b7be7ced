# METADATA
# title: Role that creates pods
# description: >-
#   Who creates pods may use every Secret and every service account of the namespace, and the host where nothing
#   forbids it.
# custom:
#   severity: low
#   cwe: ["269"]
#   controls: [cis-k8s-5.1.4]
#   aliases: [KSV048]
#   remedy: Give it to deployment tools alone, and enforce a Pod Security Standard on the namespace.
package infra.kubernetes.workload_creating_role

import data.infra.lib.kubernetes

kinds := {"daemonsets", "deployments", "replicasets", "statefulsets"}

deny contains finding if {
	some rule in kubernetes.role_rules
	resources := (kubernetes.granted(rule, "", {"pods", "replicationcontrollers"}, verbs) |
		kubernetes.granted(rule, "apps", kinds, verbs)) | kubernetes.granted(rule, "batch", {"jobs", "cronjobs"}, verbs)
	some resource in resources
	finding := {
		"message": sprintf("%s lets its holders create or change %s", [kubernetes.object, resource]),
		"at": resource,
		"key": resource,
	}
}

verbs := {"create", "update", "patch"}
