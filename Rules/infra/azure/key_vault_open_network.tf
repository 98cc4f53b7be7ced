# ruleid: azure-key-vault-open-network
resource "azurerm_key_vault" "bare" {
  name = "bare"
}

resource "azurerm_key_vault" "open" {
  network_acls {
    # ruleid: azure-key-vault-open-network
    default_action = "Allow"
    bypass         = "AzureServices"
  }
}

# ok: azure-key-vault-open-network
resource "azurerm_key_vault" "closed" {
  network_acls {
    # ok: azure-key-vault-open-network
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}
