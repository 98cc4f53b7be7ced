resource "azurerm_monitor_log_profile" "a" {
  # ruleid: azure-activity-log-gaps
  categories = ["Action", "Write"]
}

resource "azurerm_monitor_log_profile" "b" {
  # ok: azure-activity-log-gaps
  categories = ["Action", "Delete", "Write"]
}
