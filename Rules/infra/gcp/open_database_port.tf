resource "google_compute_firewall" "open" {
  # ruleid: gcp-open-database-port
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["5432"]
  }
}

resource "google_compute_firewall" "web" {
  # ok: gcp-open-database-port
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["8080"]
  }
}
