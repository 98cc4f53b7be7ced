resource "azurerm_application_gateway" "a" {
  sku {
    name = "Standard_v2"
    # ruleid: azure-gateway-without-firewall
    tier = "Standard_v2"
  }
}

resource "azurerm_application_gateway" "b" {
  sku {
    name = "WAF_v2"
    # ok: azure-gateway-without-firewall
    tier = "WAF_v2"
  }
}
