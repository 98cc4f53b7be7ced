resource "azurerm_monitor_log_profile" "a" {
  retention_policy {
    enabled = true
    # ruleid: azure-activity-log-short
    days = 7
  }
}

resource "azurerm_monitor_log_profile" "b" {
  retention_policy {
    enabled = true
    # ok: azure-activity-log-short
    days = 365
  }
}
