resource "azurerm_storage_account_network_rules" "a" {
  default_action = "Deny"
  # ruleid: azure-storage-without-azure-services
  bypass = ["Metrics"]
}

resource "azurerm_storage_account" "b" {
  network_rules {
    default_action = "Deny"
    # ok: azure-storage-without-azure-services
    bypass = ["Metrics", "AzureServices"]
  }
}
