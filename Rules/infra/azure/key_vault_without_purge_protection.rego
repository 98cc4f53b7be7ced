# METADATA
# title: Key vault that can be purged
# description: >-
#   Who may delete a key may purge it at once, and with the key everything that was encrypted with it.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["693"]
#   controls: [cis-azure-8.5]
#   aliases: [AVD-AZU-0016, CKV_AZURE_42, CKV_AZURE_110]
#   remedy: Set `purge_protection_enabled` to true.
package infra.azure.key_vault_without_purge_protection

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_key_vault")
	not terraform.is_on(instance, "purge_protection_enabled")
	finding := terraform.finding(
		instance, "purge_protection_enabled",
		sprintf("%s has no protection against purging", [instance.address]),
	)
}
