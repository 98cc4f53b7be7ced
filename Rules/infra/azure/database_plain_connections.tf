resource "azurerm_mysql_server" "open" {
  # ruleid: azure-database-plain-connections
  ssl_enforcement_enabled = false
}

resource "azurerm_postgresql_server" "closed" {
  # ok: azure-database-plain-connections
  ssl_enforcement_enabled = true
}

resource "azurerm_mysql_flexible_server_configuration" "open" {
  name = "require_secure_transport"
  # ruleid: azure-database-plain-connections
  value = "OFF"
}
