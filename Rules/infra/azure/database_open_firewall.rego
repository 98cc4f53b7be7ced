# METADATA
# title: Database firewall open to every address
# description: Everybody can try passwords and newly found flaws on the database.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-azure-4.1.2]
#   aliases: [AVD-AZU-0029, CKV_AZURE_11]
#   remedy: Name the addresses that use the database, or use a private endpoint.
package infra.azure.database_open_firewall

import data.infra.lib.terraform

types := [
	"azurerm_sql_firewall_rule", "azurerm_mssql_firewall_rule", "azurerm_mysql_firewall_rule",
	"azurerm_mysql_flexible_server_firewall_rule", "azurerm_postgresql_firewall_rule",
	"azurerm_postgresql_flexible_server_firewall_rule", "azurerm_mariadb_firewall_rule", "azurerm_redis_firewall_rule",
]

deny contains finding if {
	some type in types
	some instance in terraform.resources(type)
	some first in ["start_ip_address", "start_ip"]
	some last in ["end_ip_address", "end_ip"]
	is_lowest(instance.values[first])
	instance.values[last] == "255.255.255.255"
	finding := terraform.finding(instance, last, sprintf("%s lets every address in", [instance.address]))
}

is_lowest(address) if address in {"0.0.0.0", "0.0.0.1", "1.0.0.0"}
