# METADATA
# title: Database that takes plain connections
# description: Without TLS whoever stands on the way reads passwords and data.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["319"]
#   controls: [cis-azure-4.3.1, cis-azure-4.4.1]
#   aliases: [AVD-AZU-0020, CKV_AZURE_28, CKV_AZURE_29, CKV_AZURE_47]
#   fix: {from: "false", to: "true"}
#   remedy: Set `ssl_enforcement_enabled` to true.
package infra.azure.database_plain_connections

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.databases
	terraform.is_off(instance, "ssl_enforcement_enabled")
	finding := terraform.finding(instance, "ssl_enforcement_enabled", sprintf("%s takes plain connections", [instance.address]))
}

deny contains finding if {
	some type in ["azurerm_mysql_flexible_server_configuration", "azurerm_postgresql_flexible_server_configuration"]
	some instance in terraform.resources(type)
	instance.values.name == "require_secure_transport"
	lower(instance.values.value) == "off"
	finding := terraform.finding(instance, "value", sprintf("%s lets plain connections in", [instance.address]))
}
