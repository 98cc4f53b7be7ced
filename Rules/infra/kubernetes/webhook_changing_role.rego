# METADATA
# title: Role that changes admission webhooks
# description: >-
#   A webhook sees every object that it asks for, Secrets included, and may change or refuse it. Who writes its
#   configuration rules the cluster.
# custom:
#   severity: medium
#   cwe: ["269"]
#   aliases: [KSV114, CKV_K8S_155]
#   remedy: Name the one configuration with `resourceNames`, and leave `create` to the installer.
package infra.kubernetes.webhook_changing_role

import data.infra.lib.kubernetes

deny contains finding if {
	some rule in kubernetes.role_rules
	not rule.resourceNames
	some resource in kubernetes.granted(
		rule, "admissionregistration.k8s.io",
		{"mutatingwebhookconfigurations", "validatingwebhookconfigurations"},
		{"create", "update", "patch", "delete"},
	)
	finding := {
		"message": sprintf("%s lets its holders change %s", [kubernetes.object, resource]),
		"at": resource,
		"key": resource,
	}
}
