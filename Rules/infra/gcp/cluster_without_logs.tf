resource "google_container_cluster" "a" {
  # ruleid: gcp-cluster-without-logs
  logging_service = "none"
  # ruleid: gcp-cluster-without-logs
  monitoring_service = "none"
}

resource "google_container_cluster" "b" {
  # ok: gcp-cluster-without-logs
  logging_service = "logging.googleapis.com/kubernetes"
}
