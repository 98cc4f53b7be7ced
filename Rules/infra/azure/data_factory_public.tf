# ruleid: azure-data-factory-public
resource "azurerm_data_factory" "a" {
  name = "a"
}

# ok: azure-data-factory-public
resource "azurerm_data_factory" "b" {
  public_network_enabled = false
}
