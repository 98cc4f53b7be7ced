resource "azurerm_security_center_subscription_pricing" "a" {
  # ruleid: azure-defender-off
  tier = "Free"
}

resource "azurerm_security_center_subscription_pricing" "b" {
  # ok: azure-defender-off
  tier = "Standard"
}
