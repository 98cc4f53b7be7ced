# METADATA
# title: Encryption key in the configuration
# description: The key stands in the configuration, or at least in the state file, for all who may read these.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["321"]
#   aliases: [AVD-GCP-0037]
#   remedy: Use a key of Cloud KMS (`kms_key_self_link`).
package infra.gcp.disk_key_in_configuration

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_compute_disk")
	some name in ["disk_encryption_key", "source_image_encryption_key", "source_snapshot_encryption_key"]
	some block in terraform.blocks(instance, name)
	is_string(block.raw_key)
	finding := object.union(
		terraform.finding_at(instance, block.raw_key, name, sprintf("%s has its key in the configuration", [instance.address])),
		{"secret": block.raw_key},
	)
}
