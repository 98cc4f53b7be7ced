# METADATA
# title: Bucket without public access prevention
# description: One binding too many puts the bucket on the internet. The prevention refuses such bindings.
# custom:
#   input: terraform
#   severity: info
#   cwe: ["284"]
#   aliases: [CKV_GCP_114]
#   remedy: Set `public_access_prevention` to enforced, here or by the organisation's policy.
package infra.gcp.bucket_may_be_public

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_storage_bucket")
	terraform.value_or(instance, "public_access_prevention", "inherited") != "enforced"
	finding := terraform.finding(instance, "public_access_prevention", sprintf("%s may be made public", [instance.address]))
}
