# METADATA
# title: Redshift cluster without encryption
# description: A warehouse holds a copy of everything. Unencrypted, each of its snapshots can be read wherever it is copied.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0084, CKV_AWS_64]
#   input: terraform
#   remedy: Set `encrypted = true`, with a `kms_key_id` of your own.
package infra.aws.redshift_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(cluster, "encrypted", message) if {
	some cluster in terraform.resources("aws_redshift_cluster")
	not terraform.is_on(cluster, "encrypted")
	not terraform.has(cluster, "snapshot_identifier")
	message := sprintf("%s is not encrypted", [cluster.address])
}
