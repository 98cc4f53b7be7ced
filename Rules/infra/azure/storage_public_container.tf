resource "azurerm_storage_container" "open" {
  name = "open"
  # ruleid: azure-storage-public-container
  container_access_type = "blob"
}

resource "azurerm_storage_container" "closed" {
  name = "closed"
  # ok: azure-storage-public-container
  container_access_type = "private"
}
