# METADATA
# title: Data factory on the public internet
# description: The factory holds the credentials of what it copies from, and answers from anywhere.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["668"]
#   aliases: [AVD-AZU-0035, CKV_AZURE_104]
#   remedy: Set `public_network_enabled` to false.
package infra.azure.data_factory_public

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_data_factory")
	not terraform.is_off(instance, "public_network_enabled")
	finding := terraform.finding(
		instance, "public_network_enabled",
		sprintf("%s answers from all networks", [instance.address]),
	)
}
