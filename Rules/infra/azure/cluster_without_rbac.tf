resource "azurerm_kubernetes_cluster" "a" {
  role_based_access_control {
    # ruleid: azure-cluster-without-rbac
    enabled = false
  }
}

resource "azurerm_kubernetes_cluster" "b" {
  # ruleid: azure-cluster-without-rbac
  role_based_access_control_enabled = false
}

resource "azurerm_kubernetes_cluster" "c" {
  # ok: azure-cluster-without-rbac
  role_based_access_control_enabled = true
}
