# METADATA
# title: Database that keeps no backups
# description: With a retention of 0 days there is nothing to come back to after a mistake, a broken disk or an attack.
# custom:
#   severity: medium
#   cwe: ["693"]
#   aliases: [AVD-AWS-0077, CKV_AWS_133, CKV_AWS_134, CKV_AWS_343, CKV_AWS_360]
#   input: terraform
#   remedy: Keep at least 7 days.
package infra.aws.database_without_backup

import data.infra.lib.terraform

# What the attribute is called, and how long the provider keeps backups where nobody says it.
types := {
	"aws_db_instance": ["backup_retention_period", 0],
	"aws_docdb_cluster": ["backup_retention_period", 1],
	"aws_elasticache_replication_group": ["snapshot_retention_limit", 1],
	"aws_neptune_cluster": ["backup_retention_period", 1],
	"aws_rds_cluster": ["backup_retention_period", 1],
	"aws_redshift_cluster": ["automated_snapshot_retention_period", 1],
}

deny contains terraform.finding(database, attribute, message) if {
	some type, [attribute, fallback] in types
	some database in terraform.resources(type)
	not terraform.has(database, "replicate_source_db")
	terraform.number(terraform.value_or(database, attribute, fallback)) == 0
	message := sprintf("%s keeps no backups", [database.address])
}
