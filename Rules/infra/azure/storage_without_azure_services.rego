# METADATA
# title: Storage account closed to Azure's own services
# description: >-
#   Backups, logs and events come from services of Azure that are no part of any network of yours. Without the
#   exception they stop, mostly unseen.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["1188"]
#   controls: [cis-azure-3.9]
#   aliases: [AVD-AZU-0010, CKV_AZURE_36]
#   remedy: Add AzureServices to `bypass`.
package infra.azure.storage_without_azure_services

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_account")
	some block in terraform.blocks(instance, "network_rules")
	shuts_out(block)
	finding := terraform.finding_at(
		instance, block.bypass, "bypass",
		sprintf("%s shuts out Azure's own services", [instance.address]),
	)
}

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_account_network_rules")
	shuts_out(instance.values)
	finding := terraform.finding(instance, "bypass", sprintf("%s shuts out Azure's own services", [instance.address]))
}

shuts_out(block) if {
	block.default_action == "Deny"
	block.bypass
	not "AzureServices" in block.bypass
}
