resource "azurerm_network_security_rule" "a" {
  name                   = "db"
  access                 = "Allow"
  direction              = "Inbound"
  protocol               = "Tcp"
  destination_port_range = "5432"
  # ruleid: azure-open-port
  source_address_prefix = "*"
}

resource "azurerm_network_security_rule" "b" {
  name                   = "web"
  access                 = "Allow"
  direction              = "Inbound"
  protocol               = "Tcp"
  destination_port_range = "443"
  # ok: azure-open-port
  source_address_prefix = "*"
}
