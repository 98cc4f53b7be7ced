resource "azurerm_app_service" "old" {
  site_config {
    # ruleid: azure-app-old-tls
    min_tls_version = "1.1"
  }
}

resource "azurerm_linux_web_app" "new" {
  site_config {
    # ok: azure-app-old-tls
    minimum_tls_version = "1.2"
  }
}
