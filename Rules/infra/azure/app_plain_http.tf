# ruleid: azure-app-plain-http
resource "azurerm_linux_web_app" "bare" {
  name = "bare"
}

resource "azurerm_function_app" "off" {
  # ruleid: azure-app-plain-http
  https_only = false
}

# ok: azure-app-plain-http
resource "azurerm_app_service" "on" {
  https_only = true
}
