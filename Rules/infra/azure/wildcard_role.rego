# METADATA
# title: Role that may do everything
# description: A role of one's own with `*` is another Owner, without the attention that Owner gets.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["269"]
#   controls: [cis-azure-1.23]
#   aliases: [AVD-AZU-0030, CKV_AZURE_39]
#   remedy: List the actions that are used.
package infra.azure.wildcard_role

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_role_definition")
	some block in terraform.blocks(instance, "permissions")
	some action in block.actions
	action == "*"
	finding := terraform.finding_at(instance, action, "actions", sprintf("%s may do everything", [instance.address]))
}
