resource "google_container_cluster" "a" {
  # ruleid: gcp-nodes-not-shielded
  enable_shielded_nodes = false
}

resource "google_container_cluster" "b" {
  # ok: gcp-nodes-not-shielded
  enable_shielded_nodes = true
}
