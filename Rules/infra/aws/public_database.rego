# METADATA
# title: Database with a public address
# description: >-
#   The name of the database leads to an address on the internet. One rule of a security group stands between it and everyone.
# custom:
#   severity: high
#   cwe: ["668"]
#   controls: [cis-aws-3.0-2.3.3]
#   aliases: [AVD-AWS-0180, CKV_AWS_17, CKV_AWS_87, CKV_AWS_89, CKV_AWS_102]
#   input: terraform
#   fix: {from: "true", to: "false"}
#   remedy: Set `publicly_accessible = false`; reach it from within the VPC, or through Session Manager.
package infra.aws.public_database

import data.infra.lib.terraform

types := [
	"aws_db_instance",
	"aws_dms_replication_instance",
	"aws_neptune_cluster_instance",
	"aws_rds_cluster_instance",
	"aws_redshift_cluster",
	"aws_redshiftserverless_workgroup",
]

deny contains terraform.finding(database, "publicly_accessible", message) if {
	some type in types
	some database in terraform.resources(type)
	terraform.is_on(database, "publicly_accessible")
	message := sprintf("%s has a public address", [database.address])
}
