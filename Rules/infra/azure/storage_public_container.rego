# METADATA
# title: Blob container that anybody may read
# description: >-
#   Everybody who knows or guesses the address reads the blobs, without any credentials; with `container` they may
#   list them, too.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-azure-3.7]
#   aliases: [AVD-AZU-0007, CKV_AZURE_34]
#   remedy: Set `container_access_type` to private and hand out signed links.
package infra.azure.storage_public_container

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_container")
	instance.values.container_access_type in {"blob", "container"}
	finding := terraform.finding(instance, "container_access_type", sprintf("anybody may read %s", [instance.address]))
}
