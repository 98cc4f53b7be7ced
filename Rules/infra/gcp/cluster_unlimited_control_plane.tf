# ruleid: gcp-cluster-unlimited-control-plane
resource "google_container_cluster" "a" {
  name = "a"
}

# ok: gcp-cluster-unlimited-control-plane
resource "google_container_cluster" "b" {
  private_cluster_config {
    enable_private_endpoint = true
  }
}
