# METADATA
# title: Database without backups
# description: What is lost, by mistake or by an intruder, is gone.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["693"]
#   controls: [cis-gcp-6.7]
#   aliases: [AVD-GCP-0024, CKV_GCP_14]
#   remedy: >-
#     "Add `backup_configuration { enabled = true }`."
package infra.gcp.sql_without_backup

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_sql_database_instance")
	not terraform.has(instance, "master_instance_name")
	some settings in terraform.blocks(instance, "settings")
	not has_backup(settings)
	finding := terraform.finding_at(
		instance, object.get(settings, ["backup_configuration", 0], settings), "backup_configuration",
		sprintf("%s is not backed up", [instance.address]),
	)
}

has_backup(settings) if {
	some backup in settings.backup_configuration
	terraform.yes(backup.enabled)
}
