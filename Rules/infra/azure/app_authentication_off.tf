resource "azurerm_app_service" "a" {
  auth_settings {
    # ruleid: azure-app-authentication-off
    enabled = false
  }
}

resource "azurerm_app_service" "b" {
  auth_settings {
    # ok: azure-app-authentication-off
    enabled = true
  }
}
