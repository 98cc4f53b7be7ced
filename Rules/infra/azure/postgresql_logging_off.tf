resource "azurerm_postgresql_configuration" "a" {
  name = "log_connections"
  # ruleid: azure-postgresql-logging-off
  value = "off"
}

resource "azurerm_postgresql_configuration" "b" {
  name = "log_checkpoints"
  # ok: azure-postgresql-logging-off
  value = "on"
}
