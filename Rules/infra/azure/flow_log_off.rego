# METADATA
# title: Network flows that are not kept
# description: Without the log of at least three months nobody can say whom an intruder spoke to.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-azure-6.5]
#   aliases: [AVD-AZU-0049, CKV_AZURE_12]
#   remedy: Enable the log, and keep it for 90 days or more.
package infra.azure.flow_log_off

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_network_watcher_flow_log")
	terraform.is_off(instance, "enabled")
	finding := terraform.finding(instance, "enabled", sprintf("%s is switched off", [instance.address]))
}

deny contains finding if {
	some instance in terraform.resources("azurerm_network_watcher_flow_log")
	some policy in terraform.blocks(instance, "retention_policy")
	is_short(policy)
	finding := terraform.finding_at(
		instance, object.get(policy, "days", policy), "retention_policy",
		sprintf("%s is kept for less than 90 days", [instance.address]),
	)
}

# 0 days are for ever.
is_short(policy) if {
	policy.days < 90
	policy.days != 0
}
