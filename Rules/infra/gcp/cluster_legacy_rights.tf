resource "google_container_cluster" "a" {
  # ruleid: gcp-cluster-legacy-rights
  enable_legacy_abac = true
}

resource "google_container_cluster" "b" {
  # ok: gcp-cluster-legacy-rights
  enable_legacy_abac = false
}
