resource "azurerm_network_security_group" "a" {
  security_rule {
    name                   = "ssh"
    access                 = "Allow"
    direction              = "Inbound"
    protocol               = "Tcp"
    destination_port_range = "20-25"
    # ruleid: azure-open-ssh
    source_address_prefix = "*"
  }
  security_rule {
    name                   = "office"
    access                 = "Allow"
    direction              = "Inbound"
    protocol               = "Tcp"
    destination_port_range = "22"
    # ok: azure-open-ssh
    source_address_prefix = "192.0.2.0/24"
  }
}

resource "azurerm_network_security_rule" "b" {
  name                    = "all"
  access                  = "Allow"
  direction               = "Inbound"
  protocol                = "*"
  destination_port_ranges = ["80", "22"]
  # ruleid: azure-open-ssh
  source_address_prefix = "Internet"
}

resource "azurerm_network_security_rule" "c" {
  name                   = "none"
  access                 = "Deny"
  direction              = "Inbound"
  protocol               = "*"
  destination_port_range = "*"
  # ok: azure-open-ssh
  source_address_prefix = "*"
}
