# METADATA
# title: Database alerts that reach nobody
# description: What the service finds out stays in a portal that nobody looks at.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-azure-4.2.4]
#   aliases: [AVD-AZU-0018, AVD-AZU-0023, CKV_AZURE_26, CKV_AZURE_27]
#   remedy: Name addresses in `email_addresses`, or set `email_account_admins` to true.
package infra.azure.alerts_without_address

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_mssql_server_security_alert_policy")
	terraform.value_or(instance, "state", "Enabled") == "Enabled"
	count(terraform.list(object.get(instance.values, "email_addresses", null))) == 0
	not terraform.is_on(instance, "email_account_admins")
	finding := terraform.finding(instance, "email_addresses", sprintf("alerts of %s reach nobody", [instance.address]))
}
