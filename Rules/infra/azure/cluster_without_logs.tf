resource "azurerm_kubernetes_cluster" "off" {
  addon_profile {
    oms_agent {
      # ruleid: azure-cluster-without-logs
      enabled = false
    }
  }
}

# ruleid: azure-cluster-without-logs
resource "azurerm_kubernetes_cluster" "bare" {
  name = "bare"
}

# ok: azure-cluster-without-logs
resource "azurerm_kubernetes_cluster" "on" {
  oms_agent {
    log_analytics_workspace_id = "/subscriptions/0/workspaces/w"
  }
}
