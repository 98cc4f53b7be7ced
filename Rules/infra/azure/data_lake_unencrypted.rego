# METADATA
# title: Data lake store without encryption
# description: What is stored can be read by whoever gets at the disks.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["311"]
#   aliases: [AVD-AZU-0036, CKV_AZURE_105]
#   remedy: Remove `encryption_state`; the default is Enabled.
package infra.azure.data_lake_unencrypted

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_data_lake_store")
	instance.values.encryption_state == "Disabled"
	finding := terraform.finding(instance, "encryption_state", sprintf("%s is not encrypted", [instance.address]))
}
