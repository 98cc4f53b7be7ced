# ruleid: azure-cluster-without-network-policy
resource "azurerm_kubernetes_cluster" "a" {
  network_profile {
    network_plugin = "azure"
  }
}

# ok: azure-cluster-without-network-policy
resource "azurerm_kubernetes_cluster" "b" {
  network_profile {
    network_plugin = "azure"
    network_policy = "calico"
  }
}
