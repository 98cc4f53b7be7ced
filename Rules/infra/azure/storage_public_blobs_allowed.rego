# METADATA
# title: Storage account that lets containers be public
# description: As long as the account allows it, one setting of a container puts its content on the internet.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["284"]
#   controls: [cis-azure-3.7]
#   aliases: [CKV_AZURE_190]
#   fix: {from: "true", to: "false"}
#   remedy: Set `allow_nested_items_to_be_public` to false.
package infra.azure.storage_public_blobs_allowed

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_account")
	some key in ["allow_blob_public_access", "allow_nested_items_to_be_public"]
	terraform.is_on(instance, key)
	finding := terraform.finding(instance, key, sprintf("%s lets its containers be public", [instance.address]))
}
