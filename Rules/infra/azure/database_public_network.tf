resource "azurerm_mysql_server" "open" {
  # ruleid: azure-database-public-network
  public_network_access_enabled = true
}

# ruleid: azure-database-public-network
resource "azurerm_postgresql_server" "bare" {
  name = "bare"
}

resource "azurerm_mssql_server" "closed" {
  # ok: azure-database-public-network
  public_network_access_enabled = false
}
