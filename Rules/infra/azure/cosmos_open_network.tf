# ruleid: azure-cosmos-open-network
resource "azurerm_cosmosdb_account" "a" {
  name = "a"
}

# ok: azure-cosmos-open-network
resource "azurerm_cosmosdb_account" "b" {
  ip_range_filter = "192.0.2.0/24"
}
