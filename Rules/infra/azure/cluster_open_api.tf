# ruleid: azure-cluster-open-api
resource "azurerm_kubernetes_cluster" "open" {
  name = "open"
}

# ok: azure-cluster-open-api
resource "azurerm_kubernetes_cluster" "private" {
  private_cluster_enabled = true
}

# ok: azure-cluster-open-api
resource "azurerm_kubernetes_cluster" "limited" {
  api_server_access_profile {
    authorized_ip_ranges = ["192.0.2.0/24"]
  }
}
