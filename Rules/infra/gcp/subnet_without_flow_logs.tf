# ruleid: gcp-subnet-without-flow-logs
resource "google_compute_subnetwork" "a" {
  name = "a"
}

# ok: gcp-subnet-without-flow-logs
resource "google_compute_subnetwork" "b" {
  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
  }
}

# ok: gcp-subnet-without-flow-logs
resource "google_compute_subnetwork" "c" {
  purpose = "REGIONAL_MANAGED_PROXY"
}
