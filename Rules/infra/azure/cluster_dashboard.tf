resource "azurerm_kubernetes_cluster" "a" {
  addon_profile {
    kube_dashboard {
      # ruleid: azure-cluster-dashboard
      enabled = true
    }
  }
}

resource "azurerm_kubernetes_cluster" "b" {
  addon_profile {
    kube_dashboard {
      # ok: azure-cluster-dashboard
      enabled = false
    }
  }
}
