resource "azurerm_postgresql_firewall_rule" "azure" {
  # ruleid: azure-database-open-to-azure
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}

resource "azurerm_postgresql_firewall_rule" "office" {
  # ok: azure-database-open-to-azure
  start_ip_address = "192.0.2.1"
  end_ip_address   = "192.0.2.7"
}
