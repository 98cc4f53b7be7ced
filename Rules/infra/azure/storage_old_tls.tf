resource "azurerm_storage_account" "old" {
  # ruleid: azure-storage-old-tls
  min_tls_version = "TLS1_0"
}

resource "azurerm_storage_account" "new" {
  # ok: azure-storage-old-tls
  min_tls_version = "TLS1_2"
}
