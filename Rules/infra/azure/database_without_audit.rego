# METADATA
# title: SQL server without an audit log
# description: After an incident nobody can say which data was read.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-azure-4.1.1]
#   aliases: [AVD-AZU-0027, CKV_AZURE_23]
#   remedy: Add an `azurerm_mssql_server_extended_auditing_policy` for the server.
package infra.azure.database_without_audit

import data.infra.lib.terraform

deny contains finding if {
	some type in ["azurerm_mssql_server", "azurerm_sql_server"]
	some instance in terraform.resources(type)
	not terraform.has(instance, "extended_auditing_policy")
	not is_audited(instance)
	finding := terraform.finding(instance, "audit", sprintf("%s keeps no audit log", [instance.address]))
}

is_audited(instance) if {
	some policy in terraform.resources("azurerm_mssql_server_extended_auditing_policy")
	terraform.linked(policy, "server_id", instance)
}
