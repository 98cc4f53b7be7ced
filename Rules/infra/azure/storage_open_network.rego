# METADATA
# title: Storage account open to all networks
# description: >-
#   With the default action Allow the account answers from anywhere; one leaked key is then enough to empty it.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["668"]
#   controls: [cis-azure-3.8]
#   aliases: [AVD-AZU-0012, CKV_AZURE_35]
#   remedy: Set `default_action` to Deny, and name the networks and addresses that may call.
package infra.azure.storage_open_network

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_account")
	some block in terraform.blocks(instance, "network_rules")
	block.default_action == "Allow"
	finding := terraform.finding_at(
		instance, block.default_action, "default_action",
		sprintf("%s answers from all networks", [instance.address]),
	)
}

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_account_network_rules")
	instance.values.default_action == "Allow"
	finding := terraform.finding(instance, "default_action", sprintf("%s lets all networks in", [instance.address]))
}
