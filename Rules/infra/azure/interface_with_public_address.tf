resource "azurerm_network_interface" "open" {
  ip_configuration {
    name = "a"
    # ruleid: azure-interface-with-public-address
    public_ip_address_id = azurerm_public_ip.a.id
  }
}

resource "azurerm_public_ip" "a" {
  allocation_method = "Static"
}

resource "azurerm_network_interface" "closed" {
  # ok: azure-interface-with-public-address
  ip_configuration {
    name = "a"
  }
}
