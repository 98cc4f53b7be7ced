# METADATA
# title: Database that takes plain connections
# description: Without TLS whoever stands on the way reads passwords and data.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["319"]
#   controls: [cis-gcp-6.4]
#   aliases: [AVD-GCP-0015, CKV_GCP_6]
#   remedy: >-
#     "Set `ssl_mode` to ENCRYPTED_ONLY, or TRUSTED_CLIENT_CERTIFICATE_REQUIRED."
package infra.gcp.sql_plain_connections

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_sql_database_instance")
	some settings in terraform.blocks(instance, "settings")
	not requires_tls(settings)
	finding := terraform.finding_at(
		instance, object.get(settings, ["ip_configuration", 0], settings), "ssl_mode",
		sprintf("%s takes plain connections", [instance.address]),
	)
}

requires_tls(settings) if {
	some configuration in settings.ip_configuration
	terraform.yes(configuration.require_ssl)
}

requires_tls(settings) if {
	some configuration in settings.ip_configuration
	configuration.ssl_mode in {"ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"}
}
