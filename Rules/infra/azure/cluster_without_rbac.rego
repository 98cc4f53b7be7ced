# METADATA
# title: Kubernetes cluster without RBAC
# description: Without roles everybody who has any account of the cluster may do everything in it.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["285"]
#   aliases: [AVD-AZU-0042, CKV_AZURE_5]
#   remedy: Leave `role_based_access_control_enabled` at true.
package infra.azure.cluster_without_rbac

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_kubernetes_cluster")
	some block in terraform.blocks(instance, "role_based_access_control")
	terraform.no(block.enabled)
	finding := terraform.finding_at(instance, block.enabled, "rbac", sprintf("%s has no roles", [instance.address]))
}

deny contains finding if {
	some instance in terraform.resources("azurerm_kubernetes_cluster")
	terraform.is_off(instance, "role_based_access_control_enabled")
	finding := terraform.finding(instance, "role_based_access_control_enabled", sprintf("%s has no roles", [instance.address]))
}
