resource "azurerm_storage_account" "open" {
  name = "open"
  # ruleid: azure-storage-plain-http
  enable_https_traffic_only = false
}

resource "azurerm_storage_account" "closed" {
  name = "closed"
  # ok: azure-storage-plain-http
  https_traffic_only_enabled = true
}
