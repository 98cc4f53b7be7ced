# METADATA
# title: Kubernetes cluster that is not watched
# description: After an incident nobody can say what ran and what was called.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   aliases: [AVD-AZU-0040, CKV_AZURE_4]
#   remedy: Add an `oms_agent` with a workspace, or a diagnostic setting.
package infra.azure.cluster_without_logs

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_kubernetes_cluster")
	some profile in terraform.blocks(instance, "addon_profile")
	some agent in profile.oms_agent
	terraform.no(agent.enabled)
	finding := terraform.finding_at(
		instance, agent.enabled, "oms_agent",
		sprintf("%s switches its monitoring off", [instance.address]),
	)
}

deny contains finding if {
	some instance in terraform.resources("azurerm_kubernetes_cluster")
	not terraform.has(instance, "addon_profile")
	not terraform.has(instance, "oms_agent")
	not is_diagnosed(instance)
	finding := terraform.finding(instance, "oms_agent", sprintf("%s is not monitored", [instance.address]))
}

is_diagnosed(instance) if {
	some setting in terraform.resources("azurerm_monitor_diagnostic_setting")
	terraform.linked(setting, "target_resource_id", instance)
}
