# METADATA
# title: Database that takes no minor upgrades
# description: Minor versions are where holes in the engine are closed.
# custom:
#   severity: low
#   cwe: ["1104"]
#   controls: [cis-aws-3.0-2.3.2]
#   aliases: [CKV_AWS_141, CKV_AWS_207, CKV_AWS_222, CKV_AWS_226, CKV_AWS_322]
#   input: terraform
#   fix: {from: "false", to: "true"}
#   remedy: Leave the attribute out, or set it to true.
package infra.aws.database_upgrades_off

import data.infra.lib.terraform

types := {
	"aws_db_instance": "auto_minor_version_upgrade",
	"aws_dms_replication_instance": "auto_minor_version_upgrade",
	"aws_elasticache_cluster": "auto_minor_version_upgrade",
	"aws_elasticache_replication_group": "auto_minor_version_upgrade",
	"aws_mq_broker": "auto_minor_version_upgrade",
	"aws_rds_cluster_instance": "auto_minor_version_upgrade",
	"aws_redshift_cluster": "allow_version_upgrade",
}

deny contains terraform.finding(database, attribute, message) if {
	some type, attribute in types
	some database in terraform.resources(type)
	terraform.is_off(database, attribute)
	message := sprintf("%s takes no minor upgrades", [database.address])
}
