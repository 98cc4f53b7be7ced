# ruleid: gcp-cluster-without-network-policy
resource "google_container_cluster" "a" {
  name = "a"
}

# ok: gcp-cluster-without-network-policy
resource "google_container_cluster" "b" {
  network_policy {
    enabled = true
  }
}

# ok: gcp-cluster-without-network-policy
resource "google_container_cluster" "c" {
  datapath_provider = "ADVANCED_DATAPATH"
}

# ok: gcp-cluster-without-network-policy
resource "google_container_cluster" "d" {
  enable_autopilot = true
}
