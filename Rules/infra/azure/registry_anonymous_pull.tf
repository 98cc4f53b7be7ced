resource "azurerm_container_registry" "a" {
  # ruleid: azure-registry-anonymous-pull
  anonymous_pull_enabled = true
}

resource "azurerm_container_registry" "b" {
  # ok: azure-registry-anonymous-pull
  anonymous_pull_enabled = false
}
