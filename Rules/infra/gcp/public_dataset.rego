# METADATA
# title: Dataset for everybody
# description: Everybody who has any Google account can query the data.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-gcp-7.1]
#   aliases: [AVD-GCP-0046, CKV_GCP_15, CKV_GCP_100]
#   remedy: Grant access to groups or accounts of your own.
package infra.gcp.public_dataset

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_bigquery_dataset")
	some access in terraform.blocks(instance, "access")
	some key in ["special_group", "iam_member"]
	access[key] in gcp.everybody
	finding := terraform.finding_at(
		instance, access[key], access[key],
		sprintf("%s lets %s in", [instance.address, access[key]]),
	)
}

deny contains finding if {
	some instance in terraform.resources("google_bigquery_dataset_access")
	some key in ["special_group", "iam_member"]
	instance.values[key] in gcp.everybody
	finding := terraform.finding(instance, key, sprintf("%s lets %s in", [instance.address, instance.values[key]]))
}

deny contains finding if {
	some grant in gcp.open_grants
	startswith(grant.type, "google_bigquery_")
	finding := terraform.finding_at(
		grant.instance, grant.member, grant.member,
		sprintf("%s gives '%s' to %s", [grant.instance.address, grant.role, grant.member]),
	)
}
