resource "azurerm_role_definition" "all" {
  permissions {
    # ruleid: azure-wildcard-role
    actions     = ["*"]
    not_actions = []
  }
}

resource "azurerm_role_definition" "some" {
  permissions {
    # ok: azure-wildcard-role
    actions = ["Microsoft.Compute/*/read"]
  }
}
