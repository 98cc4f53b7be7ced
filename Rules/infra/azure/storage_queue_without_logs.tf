resource "azurerm_storage_account" "a" {
  queue_properties {
    logging {
      # ruleid: azure-storage-queue-without-logs
      delete = false
      # ok: azure-storage-queue-without-logs
      read = true
      # ok: azure-storage-queue-without-logs
      write = true
    }
  }
}
