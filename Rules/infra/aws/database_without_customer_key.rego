# METADATA
# title: Database without a key of its owner's
# description: >-
#   A key that AWS manages cannot be withheld from those who may read the database, nor shared with another account for
#   snapshots.
# custom:
#   severity: low
#   cwe: ["311"]
#   aliases: [AVD-AWS-0022, AVD-AWS-0128, CKV_AWS_182, CKV_AWS_327, CKV_AWS_347]
#   input: terraform
#   remedy: Name a key of KMS.
package infra.aws.database_without_customer_key

import data.infra.lib.terraform

types := {
	"aws_db_instance": "kms_key_id",
	"aws_docdb_cluster": "kms_key_id",
	"aws_neptune_cluster": "kms_key_arn",
	"aws_rds_cluster": "kms_key_id",
}

deny contains terraform.finding(database, attribute, message) if {
	some type, attribute in types
	some database in terraform.resources(type)
	terraform.is_on(database, "storage_encrypted")
	not terraform.has(database, attribute)
	not terraform.has(database, "replicate_source_db")
	not terraform.has(database, "snapshot_identifier")
	message := sprintf("%s names no key of its own", [database.address])
}
