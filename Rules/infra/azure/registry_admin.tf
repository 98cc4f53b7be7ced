resource "azurerm_container_registry" "a" {
  # ruleid: azure-registry-admin
  admin_enabled = true
}

resource "azurerm_container_registry" "b" {
  # ok: azure-registry-admin
  admin_enabled = false
}
