resource "google_container_cluster" "a" {
  master_auth {
    # ruleid: gcp-cluster-password
    username = "admin"
  }
}

resource "google_container_cluster" "b" {
  master_auth {
    # ok: gcp-cluster-password
    username = ""
  }
}
