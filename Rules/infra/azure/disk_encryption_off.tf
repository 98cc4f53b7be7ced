resource "azurerm_managed_disk" "open" {
  encryption_settings {
    # ruleid: azure-disk-encryption-off
    enabled = false
  }
}

resource "azurerm_managed_disk" "closed" {
  encryption_settings {
    # ok: azure-disk-encryption-off
    enabled = true
  }
}
