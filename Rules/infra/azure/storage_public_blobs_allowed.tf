resource "azurerm_storage_account" "open" {
  # ruleid: azure-storage-public-blobs-allowed
  allow_nested_items_to_be_public = true
}

resource "azurerm_storage_account" "closed" {
  # ok: azure-storage-public-blobs-allowed
  allow_nested_items_to_be_public = false
}
