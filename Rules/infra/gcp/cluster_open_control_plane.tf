resource "google_container_cluster" "a" {
  master_authorized_networks_config {
    cidr_blocks {
      # ruleid: gcp-cluster-open-control-plane
      cidr_block = "0.0.0.0/0"
    }
  }
}

resource "google_container_cluster" "b" {
  master_authorized_networks_config {
    cidr_blocks {
      # ok: gcp-cluster-open-control-plane
      cidr_block = "192.0.2.0/24"
    }
  }
}
