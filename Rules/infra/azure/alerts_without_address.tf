# ruleid: azure-alerts-without-address
resource "azurerm_mssql_server_security_alert_policy" "a" {
  state = "Enabled"
}

# ok: azure-alerts-without-address
resource "azurerm_mssql_server_security_alert_policy" "b" {
  state           = "Enabled"
  email_addresses = ["security@shop.example"]
}

# ok: azure-alerts-without-address
resource "azurerm_mssql_server_security_alert_policy" "c" {
  state                = "Enabled"
  email_account_admins = true
}
