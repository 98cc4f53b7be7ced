resource "google_container_cluster" "a" {
  master_auth {
    client_certificate_config {
      # ruleid: gcp-cluster-client-certificate
      issue_client_certificate = true
    }
  }
}

resource "google_container_cluster" "b" {
  master_auth {
    client_certificate_config {
      # ok: gcp-cluster-client-certificate
      issue_client_certificate = false
    }
  }
}
