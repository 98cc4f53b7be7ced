# ruleid: azure-key-without-expiry
resource "azurerm_key_vault_secret" "lasting" {
  name = "lasting"
}

# ok: azure-key-without-expiry
resource "azurerm_key_vault_secret" "ending" {
  name            = "ending"
  expiration_date = "2030-01-01T00:00:00Z"
}

# ok: azure-key-without-expiry
resource "azurerm_key_vault_key" "rotated" {
  rotation_policy {
    expire_after = "P90D"
  }
}
