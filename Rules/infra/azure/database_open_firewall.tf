resource "azurerm_mssql_firewall_rule" "open" {
  start_ip_address = "0.0.0.0"
  # ruleid: azure-database-open-firewall
  end_ip_address = "255.255.255.255"
}

resource "azurerm_mssql_firewall_rule" "closed" {
  start_ip_address = "192.0.2.1"
  # ok: azure-database-open-firewall
  end_ip_address = "192.0.2.7"
}
