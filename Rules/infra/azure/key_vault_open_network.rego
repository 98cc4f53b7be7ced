# METADATA
# title: Key vault open to all networks
# description: >-
#   Without network rules the vault answers from anywhere; whoever gets hold of one account's token reads its secrets.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   aliases: [AVD-AZU-0013, CKV_AZURE_109]
#   remedy: >-
#     "Add `network_acls` with `default_action = \"Deny\"`, or switch public access off."
package infra.azure.key_vault_open_network

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_key_vault")
	not terraform.has(instance, "network_acls")
	not terraform.is_off(instance, "public_network_access_enabled")
	finding := terraform.finding(instance, "network_acls", sprintf("%s answers from all networks", [instance.address]))
}

deny contains finding if {
	some instance in terraform.resources("azurerm_key_vault")
	some block in terraform.blocks(instance, "network_acls")
	block.default_action == "Allow"
	finding := terraform.finding_at(
		instance, block.default_action, "network_acls",
		sprintf("%s answers from all networks", [instance.address]),
	)
}
