resource "azurerm_linux_web_app" "a" {
  site_config {
    cors {
      # ruleid: azure-app-open-cors
      allowed_origins = ["*"]
    }
  }
}

resource "azurerm_linux_web_app" "b" {
  site_config {
    cors {
      # ok: azure-app-open-cors
      allowed_origins = ["https://shop.example"]
    }
  }
}
