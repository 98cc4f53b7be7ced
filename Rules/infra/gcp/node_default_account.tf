resource "google_container_node_pool" "a" {
  # ruleid: gcp-node-default-account
  node_config {
    image_type = "COS_CONTAINERD"
  }
}

resource "google_container_node_pool" "b" {
  # ok: gcp-node-default-account
  node_config {
    service_account = "nodes@project.iam.gserviceaccount.com"
  }
}
