# METADATA
# title: Database without logins by IAM
# description: Tokens of IAM last minutes, are tied to a role and leave a trace; a password is copied and kept.
# custom:
#   severity: low
#   cwe: ["287"]
#   aliases: [AVD-AWS-0176, CKV_AWS_161, CKV_AWS_162, CKV_AWS_359]
#   input: terraform
#   remedy: Set `iam_database_authentication_enabled = true`.
package infra.aws.database_without_iam_login

import data.infra.lib.terraform

deny contains terraform.finding(database, "iam_database_authentication_enabled", message) if {
	some type in ["aws_db_instance", "aws_neptune_cluster", "aws_rds_cluster"]
	some database in terraform.resources(type)
	can_use_iam(database)
	not terraform.is_on(database, "iam_database_authentication_enabled")
	message := sprintf("%s does not take logins by IAM", [database.address])
}

can_use_iam(database) if database.type == "aws_neptune_cluster"

can_use_iam(database) if {
	terraform.value(database, "engine") in {"mysql", "postgres", "mariadb", "aurora", "aurora-mysql", "aurora-postgresql"}
}
