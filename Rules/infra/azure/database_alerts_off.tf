resource "azurerm_mssql_server_security_alert_policy" "a" {
  state = "Enabled"
  disabled_alerts = [
    # ruleid: azure-database-alerts-off
    "Sql_Injection",
  ]
}

resource "azurerm_mssql_server_security_alert_policy" "b" {
  # ruleid: azure-database-alerts-off
  state = "Disabled"
}

resource "azurerm_mssql_server_security_alert_policy" "c" {
  # ok: azure-database-alerts-off
  state           = "Enabled"
  disabled_alerts = []
}
