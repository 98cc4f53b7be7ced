resource "azurerm_mssql_server" "old" {
  # ruleid: azure-database-old-tls
  minimum_tls_version = "1.0"
}

resource "azurerm_mysql_server" "new" {
  # ok: azure-database-old-tls
  ssl_minimal_tls_version_enforced = "TLS1_2"
}
