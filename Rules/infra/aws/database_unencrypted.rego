# METADATA
# title: Database without encryption
# description: >-
#   Snapshots of an unencrypted database are unencrypted too, and a database cannot be encrypted later without making it anew.
# custom:
#   severity: medium
#   cwe: ["311"]
#   controls: [cis-aws-3.0-2.3.1]
#   aliases: [AVD-AWS-0079, AVD-AWS-0080, CKV_AWS_16, CKV_AWS_96, CKV_AWS_140]
#   input: terraform
#   remedy: Set `storage_encrypted = true`, with a `kms_key_id` of your own.
package infra.aws.database_unencrypted

import data.infra.lib.terraform

# Copies are encrypted as what they were made from.
sources := {
	"global_cluster_identifier",
	"replicate_source_db",
	"replication_source_identifier",
	"snapshot_identifier",
	"source_db_cluster_identifier",
}

deny contains terraform.finding(database, "storage_encrypted", message) if {
	some type in ["aws_db_instance", "aws_rds_cluster", "aws_rds_global_cluster"]
	some database in terraform.resources(type)
	not terraform.is_on(database, "storage_encrypted")
	not is_copy(database)
	terraform.value_or(database, "engine_mode", "provisioned") != "serverless"
	message := sprintf("%s is not encrypted", [database.address])
}

is_copy(database) if {
	some source in sources
	terraform.has(database, source)
}
