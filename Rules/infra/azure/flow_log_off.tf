resource "azurerm_network_watcher_flow_log" "a" {
  # ruleid: azure-flow-log-off
  enabled = false
  retention_policy {
    enabled = true
    # ruleid: azure-flow-log-off
    days = 10
  }
}

resource "azurerm_network_watcher_flow_log" "b" {
  # ok: azure-flow-log-off
  enabled = true
  retention_policy {
    enabled = true
    # ok: azure-flow-log-off
    days = 90
  }
}
