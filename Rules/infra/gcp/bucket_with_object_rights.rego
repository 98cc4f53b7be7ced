# METADATA
# title: Bucket with rights for single objects
# description: Besides the bucket's rights every object may have its own. Nobody sees which object is public.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["284"]
#   controls: [cis-gcp-5.2]
#   aliases: [AVD-GCP-0002, CKV_GCP_29]
#   remedy: Set `uniform_bucket_level_access` to true.
package infra.gcp.bucket_with_object_rights

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_storage_bucket")
	not terraform.is_on(instance, "uniform_bucket_level_access")
	finding := terraform.finding(
		instance, "uniform_bucket_level_access",
		sprintf("objects of %s may have rights of their own", [instance.address]),
	)
}
