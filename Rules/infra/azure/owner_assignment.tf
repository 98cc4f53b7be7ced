resource "azurerm_role_assignment" "wide" {
  scope = "/subscriptions/00000000-0000-0000-0000-000000000000"
  # ruleid: azure-owner-assignment
  role_definition_name = "Owner"
}

resource "azurerm_role_assignment" "narrow" {
  scope = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/a"
  # ok: azure-owner-assignment
  role_definition_name = "Owner"
}
