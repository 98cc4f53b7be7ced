# METADATA
# title: DocumentDB cluster without encryption
# description: Snapshots of an unencrypted cluster are unencrypted too, and it cannot be encrypted later without making it anew.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0021, CKV_AWS_74, CKV_AWS_292]
#   input: terraform
#   remedy: Set `storage_encrypted = true`, with a `kms_key_id` of your own.
package infra.aws.docdb_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(cluster, "storage_encrypted", message) if {
	some type in ["aws_docdb_cluster", "aws_docdb_global_cluster"]
	some cluster in terraform.resources(type)
	not terraform.is_on(cluster, "storage_encrypted")
	not terraform.has(cluster, "snapshot_identifier")
	not terraform.has(cluster, "global_cluster_identifier")
	not terraform.has(cluster, "source_db_cluster_identifier")
	message := sprintf("%s is not encrypted", [cluster.address])
}
