# METADATA
# title: Role that runs commands in pods
# description: Who may exec into, attach to or debug a pod has its files, its secrets and its service account.
# custom:
#   severity: medium
#   cwe: ["269"]
#   aliases: [KSV053]
#   remedy: Keep these rights for people who debug, bound for a time, and in namespaces of their own.
package infra.kubernetes.exec_role

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	some resource in kubernetes.granted(rule, "", {"pods/exec", "pods/attach", "pods/ephemeralcontainers"}, {"create", "get", "update", "patch"})
	finding := {
		"message": sprintf("%s grants %s", [kubernetes.object, resource]),
		"at": resource,
		"key": resource,
	}
}
