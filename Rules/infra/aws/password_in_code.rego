# METADATA
# title: Password written into the configuration
# description: >-
#   A password in the configuration is in the repository and all its copies, and stays in the history when it is taken out.
# custom:
#   severity: medium
#   cwe: ["798"]
#   input: terraform
#   remedy: Let RDS keep it (`manage_master_user_password = true`), or take it from Secrets Manager.
package infra.aws.password_in_code

import data.infra.lib.aws_secrets
import data.infra.lib.terraform

types := {
	"aws_db_instance": "password",
	"aws_docdb_cluster": "master_password",
	"aws_elasticache_replication_group": "auth_token",
	"aws_rds_cluster": "master_password",
	"aws_redshift_cluster": "master_password",
}

deny contains terraform.finding(database, attribute, message) if {
	some type, attribute in types
	some database in terraform.resources(type)
	password := terraform.value(database, attribute)
	aws_secrets.is_secret("password", password)
	message := sprintf("%s has its password in the configuration", [database.address])
}
