resource "azurerm_data_lake_store" "a" {
  # ruleid: azure-data-lake-unencrypted
  encryption_state = "Disabled"
}

resource "azurerm_data_lake_store" "b" {
  # ok: azure-data-lake-unencrypted
  encryption_state = "Enabled"
}
