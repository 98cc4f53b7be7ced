# METADATA
# title: Database with a public address
# description: Only the list of networks and the passwords stand between everybody and the data.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   controls: [cis-gcp-6.6]
#   aliases: [AVD-GCP-0017, CKV_GCP_60]
#   remedy: Set `ipv4_enabled` to false and name a `private_network`.
package infra.gcp.sql_public_address

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_sql_database_instance")
	some settings in terraform.blocks(instance, "settings")
	some configuration in settings.ip_configuration
	terraform.yes(configuration.ipv4_enabled)
	finding := terraform.finding_at(
		instance, configuration.ipv4_enabled, "ipv4_enabled",
		sprintf("%s has a public address", [instance.address]),
	)
}
