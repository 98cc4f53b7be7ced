resource "azurerm_network_security_rule" "a" {
  name                   = "rdp"
  access                 = "Allow"
  direction              = "Inbound"
  protocol               = "Tcp"
  destination_port_range = "3389"
  # ruleid: azure-open-rdp
  source_address_prefix = "0.0.0.0/0"
}

resource "azurerm_network_security_rule" "b" {
  name                   = "web"
  access                 = "Allow"
  direction              = "Inbound"
  protocol               = "Tcp"
  destination_port_range = "443"
  # ok: azure-open-rdp
  source_address_prefix = "0.0.0.0/0"
}
