# METADATA
# title: Database server on the public internet
# description: Only the firewall's list and the passwords stand between everybody and the data.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   aliases: [AVD-AZU-0022, CKV_AZURE_53, CKV_AZURE_68, CKV_AZURE_113]
#   remedy: Set `public_network_access_enabled` to false and use a private endpoint.
package infra.azure.database_public_network

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.databases
	terraform.is_on(instance, "public_network_access_enabled")
	finding := terraform.finding(
		instance, "public_network_access_enabled",
		sprintf("%s has a public address", [instance.address]),
	)
}

# The default of the single servers and of SQL Server.
deny contains finding if {
	some type in ["azurerm_mysql_server", "azurerm_postgresql_server", "azurerm_mariadb_server", "azurerm_mssql_server"]
	some instance in terraform.resources(type)
	not terraform.has(instance, "public_network_access_enabled")
	not terraform.is_off(instance, "public_network_access_enabled")
	finding := terraform.finding(
		instance, "public_network_access_enabled",
		sprintf("%s has a public address by default", [instance.address]),
	)
}
