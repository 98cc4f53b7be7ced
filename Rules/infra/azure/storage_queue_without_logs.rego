# METADATA
# title: Queues whose use is not logged
# description: After an incident nobody can say who read or deleted messages.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-azure-3.5]
#   aliases: [AVD-AZU-0009, CKV_AZURE_33]
#   remedy: Log reading, writing and deleting in `queue_properties.logging`, or by a diagnostic setting.
package infra.azure.storage_queue_without_logs

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_account")
	some properties in terraform.blocks(instance, "queue_properties")
	some block in properties.logging
	some key in ["read", "write", "delete"]
	terraform.no(block[key])
	finding := terraform.finding_at(
		instance, block[key], key,
		sprintf("%s does not log when its queues are used to %s", [instance.address, key]),
	)
}
