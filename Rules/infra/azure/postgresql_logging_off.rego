# METADATA
# title: PostgreSQL that does not log connections
# description: >-
#   Logs of connections and checkpoints, and the brake on failed logins, are what shows and slows an attack.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-azure-4.3.2, cis-azure-4.3.3, cis-azure-4.3.5]
#   aliases: [AVD-AZU-0019, AVD-AZU-0021, AVD-AZU-0024, CKV_AZURE_30, CKV_AZURE_31, CKV_AZURE_32]
#   remedy: Set the value to on.
package infra.azure.postgresql_logging_off

import data.infra.lib.terraform

deny contains finding if {
	some type in ["azurerm_postgresql_configuration", "azurerm_postgresql_flexible_server_configuration"]
	some instance in terraform.resources(type)
	instance.values.name in {"log_checkpoints", "log_connections", "log_disconnections", "connection_throttling", "connection_throttle.enable"}
	lower(instance.values.value) == "off"
	finding := terraform.finding(instance, "value", sprintf("%s switches '%s' off", [instance.address, instance.values.name]))
}
