resource "azurerm_windows_web_app" "a" {
  site_config {
    # ruleid: azure-app-remote-debugging
    remote_debugging_enabled = true
  }
}

resource "azurerm_windows_web_app" "b" {
  site_config {
    # ok: azure-app-remote-debugging
    remote_debugging_enabled = false
  }
}
