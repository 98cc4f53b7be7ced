resource "azurerm_linux_virtual_machine" "a" {
  # ruleid: azure-machine-with-password-login
  disable_password_authentication = false
}

resource "azurerm_virtual_machine" "b" {
  os_profile_linux_config {
    # ruleid: azure-machine-with-password-login
    disable_password_authentication = false
  }
}

resource "azurerm_linux_virtual_machine" "c" {
  # ok: azure-machine-with-password-login
  disable_password_authentication = true
}
