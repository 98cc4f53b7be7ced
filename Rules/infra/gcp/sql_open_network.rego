# METADATA
# title: Database open to every address
# description: Everybody can try passwords and newly found flaws on the database.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-gcp-6.5]
#   aliases: [AVD-GCP-0017, CKV_GCP_11]
#   remedy: Name the networks that use the database, better give it a private address alone.
package infra.gcp.sql_open_network

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_sql_database_instance")
	some settings in terraform.blocks(instance, "settings")
	some configuration in settings.ip_configuration
	some network in configuration.authorized_networks
	network.value in {"0.0.0.0/0", "::/0"}
	finding := terraform.finding_at(
		instance, network.value, network.value,
		sprintf("%s lets every address in", [instance.address]),
	)
}
