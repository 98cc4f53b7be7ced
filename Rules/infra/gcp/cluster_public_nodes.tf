# ruleid: gcp-cluster-public-nodes
resource "google_container_cluster" "a" {
  name = "a"
}

# ok: gcp-cluster-public-nodes
resource "google_container_cluster" "b" {
  private_cluster_config {
    enable_private_nodes = true
  }
}
