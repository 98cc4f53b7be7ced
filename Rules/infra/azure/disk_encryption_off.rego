# METADATA
# title: Disk encryption switched off
# description: >-
#   Without encryption of its own the disk, its snapshots and its images are readable for whoever gets them past the
#   platform's rights.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["311"]
#   aliases: [AVD-AZU-0038, CKV_AZURE_2]
#   remedy: Remove `encryption_settings.enabled`, or name a disk encryption set.
package infra.azure.disk_encryption_off

import data.infra.lib.terraform

deny contains finding if {
	some type in ["azurerm_managed_disk", "azurerm_snapshot"]
	some instance in terraform.resources(type)
	some block in terraform.blocks(instance, "encryption_settings")
	terraform.no(block.enabled)
	finding := terraform.finding_at(
		instance, block.enabled, "encryption_settings",
		sprintf("%s switches its encryption off", [instance.address]),
	)
}
