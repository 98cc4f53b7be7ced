# ruleid: azure-cluster-local-accounts
resource "azurerm_kubernetes_cluster" "a" {
  name = "a"
}

# ok: azure-cluster-local-accounts
resource "azurerm_kubernetes_cluster" "b" {
  local_account_disabled = true
}
