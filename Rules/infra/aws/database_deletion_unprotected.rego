# METADATA
# title: Database without protection from deletion
# description: Without protection a changed name in the configuration is enough for Terraform to delete the database.
# custom:
#   severity: low
#   cwe: ["693"]
#   aliases: [AVD-AWS-0177, AVD-AWS-0343, CKV_AWS_139, CKV_AWS_293]
#   input: terraform
#   remedy: Set `deletion_protection = true`.
package infra.aws.database_deletion_unprotected

import data.infra.lib.terraform

deny contains terraform.finding(database, "deletion_protection", message) if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some database in terraform.resources(type)
	not terraform.is_on(database, "deletion_protection")
	message := sprintf("%s is not protected from deletion", [database.address])
}
