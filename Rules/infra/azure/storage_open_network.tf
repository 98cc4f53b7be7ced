resource "azurerm_storage_account" "open" {
  network_rules {
    # ruleid: azure-storage-open-network
    default_action = "Allow"
  }
}

resource "azurerm_storage_account_network_rules" "open" {
  # ruleid: azure-storage-open-network
  default_action = "Allow"
}

resource "azurerm_storage_account_network_rules" "closed" {
  # ok: azure-storage-open-network
  default_action = "Deny"
  ip_rules       = ["192.0.2.1"]
}
