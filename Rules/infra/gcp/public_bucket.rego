# METADATA
# title: Bucket for everybody
# description: >-
#   Everybody on the internet, or everybody who has any Google account, reads what is in the bucket, or more.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-gcp-5.1]
#   aliases: [AVD-GCP-0001, CKV_GCP_28]
#   remedy: >-
#     Grant the role to the accounts that need it; serve a public site through a load balancer with a bucket of its
#     own.
package infra.gcp.public_bucket

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some grant in gcp.open_grants
	startswith(grant.type, "google_storage_bucket_iam_")
	finding := terraform.finding_at(
		grant.instance, grant.member, sprintf("%s %s", [grant.role, grant.member]),
		sprintf("%s gives '%s' to %s", [grant.instance.address, grant.role, grant.member]),
	)
}

deny contains finding if {
	some type in ["google_storage_bucket_access_control", "google_storage_default_object_access_control", "google_storage_object_access_control"]
	some instance in terraform.resources(type)
	instance.values.entity in gcp.everybody
	finding := terraform.finding(instance, "entity", sprintf("%s lets %s in", [instance.address, instance.values.entity]))
}

deny contains finding if {
	some type in ["google_storage_bucket_acl", "google_storage_default_object_acl", "google_storage_object_acl"]
	some instance in terraform.resources(type)
	startswith(instance.values.predefined_acl, "public")
	finding := terraform.finding(instance, "predefined_acl", sprintf("%s lets everybody in", [instance.address]))
}
