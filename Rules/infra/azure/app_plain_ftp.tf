resource "azurerm_app_service" "a" {
  site_config {
    # ruleid: azure-app-plain-ftp
    ftps_state = "AllAllowed"
  }
}

resource "azurerm_app_service" "b" {
  site_config {
    # ok: azure-app-plain-ftp
    ftps_state = "FtpsOnly"
  }
}
