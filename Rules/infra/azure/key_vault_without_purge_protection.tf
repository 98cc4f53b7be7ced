# ruleid: azure-key-vault-without-purge-protection
resource "azurerm_key_vault" "bare" {
  name = "bare"
}

resource "azurerm_key_vault" "off" {
  # ruleid: azure-key-vault-without-purge-protection
  purge_protection_enabled = false
}

# ok: azure-key-vault-without-purge-protection
resource "azurerm_key_vault" "on" {
  purge_protection_enabled = true
}
