# ruleid: azure-database-without-audit
resource "azurerm_mssql_server" "bare" {
  name = "bare"
}

# ok: azure-database-without-audit
resource "azurerm_mssql_server" "audited" {
  name = "audited"
}

resource "azurerm_mssql_server_extended_auditing_policy" "a" {
  server_id = azurerm_mssql_server.audited.id
}
