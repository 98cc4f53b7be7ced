# METADATA
# title: Bucket that keeps no old versions
# description: What is overwritten or deleted, by mistake or by an intruder, is gone.
# custom:
#   input: terraform
#   severity: info
#   cwe: ["693"]
#   aliases: [CKV_GCP_78]
#   remedy: >-
#     "Add `versioning { enabled = true }` where the content cannot be made again."
package infra.gcp.bucket_without_versions

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_storage_bucket")
	not keeps(instance)
	finding := terraform.finding(instance, "versioning", sprintf("%s keeps no old versions", [instance.address]))
}

keeps(instance) if {
	some block in terraform.blocks(instance, "versioning")
	terraform.yes(block.enabled)
}
