# METADATA
# title: Cosmos DB open to all networks
# description: The account answers from anywhere; one leaked key is then enough to read everything.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   aliases: [CKV_AZURE_99, CKV_AZURE_101]
#   remedy: Set `public_network_access_enabled` to false, or name addresses or networks.
package infra.azure.cosmos_open_network

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_cosmosdb_account")
	not terraform.is_off(instance, "public_network_access_enabled")
	not terraform.is_on(instance, "is_virtual_network_filter_enabled")
	not terraform.has(instance, "ip_range_filter")
	finding := terraform.finding(
		instance, "public_network_access_enabled",
		sprintf("%s answers from all networks", [instance.address]),
	)
}
