# METADATA
# title: Key or secret without an end
# description: What never ends is never renewed, and what leaked once works for ever.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["324"]
#   controls: [cis-azure-8.1, cis-azure-8.3]
#   aliases: [AVD-AZU-0014, AVD-AZU-0017, CKV_AZURE_41, CKV_AZURE_112]
#   remedy: Set `expiration_date`, or a `rotation_policy` for keys.
package infra.azure.key_without_expiry

import data.infra.lib.terraform

deny contains finding if {
	some type in ["azurerm_key_vault_key", "azurerm_key_vault_secret"]
	some instance in terraform.resources(type)
	not terraform.has(instance, "expiration_date")
	not terraform.has(instance, "rotation_policy")
	finding := terraform.finding(instance, "expiration_date", sprintf("%s never ends", [instance.address]))
}
