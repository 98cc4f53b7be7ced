# METADATA
# title: Alerts of a database switched off
# description: >-
#   The service would tell of injected queries and of data that leaves; this setting keeps it quiet.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["778"]
#   aliases: [AVD-AZU-0028, CKV_AZURE_25]
#   remedy: Empty `disabled_alerts`, and set `state` to Enabled.
package infra.azure.database_alerts_off

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_mssql_server_security_alert_policy")
	some alert in terraform.blocks(instance, "disabled_alerts")
	finding := terraform.finding_at(
		instance, alert, alert,
		sprintf("%s switches the alert '%s' off", [instance.address, alert]),
	)
}

deny contains finding if {
	some instance in terraform.resources("azurerm_mssql_server_security_alert_policy")
	instance.values.state == "Disabled"
	finding := terraform.finding(instance, "state", sprintf("%s switches all alerts off", [instance.address]))
}
