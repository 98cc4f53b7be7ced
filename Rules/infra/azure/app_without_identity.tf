# ruleid: azure-app-without-identity
resource "azurerm_linux_web_app" "a" {
  name = "a"
}

# ok: azure-app-without-identity
resource "azurerm_linux_web_app" "b" {
  identity {
    type = "SystemAssigned"
  }
}
