# METADATA
# title: Neptune cluster without encryption
# description: Snapshots of an unencrypted cluster are unencrypted too, and it cannot be encrypted later without making it anew.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0076, CKV_AWS_44, CKV_AWS_279]
#   input: terraform
#   remedy: Set `storage_encrypted = true`, with a `kms_key_arn` of your own.
package infra.aws.neptune_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(cluster, "storage_encrypted", message) if {
	some cluster in terraform.resources("aws_neptune_cluster")
	not terraform.is_on(cluster, "storage_encrypted")
	not terraform.has(cluster, "snapshot_identifier")
	not terraform.has(cluster, "replication_source_identifier")
	message := sprintf("%s is not encrypted", [cluster.address])
}
