resource "google_container_node_pool" "a" {
  # ruleid: gcp-node-legacy-metadata
  node_config {
    image_type = "COS_CONTAINERD"
  }
}

resource "google_container_node_pool" "b" {
  # ok: gcp-node-legacy-metadata
  node_config {
    metadata = {
      disable-legacy-endpoints = "true"
    }
  }
}
