resource "google_container_node_pool" "a" {
  # ruleid: gcp-node-metadata-exposed
  node_config {
    image_type = "COS_CONTAINERD"
  }
}

resource "google_container_node_pool" "b" {
  node_config {
    # ruleid: gcp-node-metadata-exposed
    workload_metadata_config {
      mode = "GCE_METADATA"
    }
  }
}

resource "google_container_node_pool" "c" {
  # ok: gcp-node-metadata-exposed
  node_config {
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
