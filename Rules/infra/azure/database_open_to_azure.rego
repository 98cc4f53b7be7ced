# METADATA
# title: Database open to all customers of Azure
# description: >-
#   The range 0.0.0.0 to 0.0.0.0 stands for every address of Azure, those of other customers included.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["284"]
#   remedy: Name the addresses that use the database, or use a private endpoint.
package infra.azure.database_open_to_azure

import data.infra.lib.terraform

types := [
	"azurerm_sql_firewall_rule", "azurerm_mssql_firewall_rule", "azurerm_mysql_firewall_rule",
	"azurerm_mysql_flexible_server_firewall_rule", "azurerm_postgresql_firewall_rule",
	"azurerm_postgresql_flexible_server_firewall_rule", "azurerm_mariadb_firewall_rule",
]

deny contains finding if {
	some type in types
	some instance in terraform.resources(type)
	instance.values.start_ip_address == "0.0.0.0"
	instance.values.end_ip_address == "0.0.0.0"
	finding := terraform.finding(instance, "start_ip_address", sprintf("%s lets every address of Azure in", [instance.address]))
}
