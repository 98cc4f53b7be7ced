resource "google_compute_firewall" "open" {
  # ruleid: gcp-open-rdp
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}

resource "google_compute_firewall" "closed" {
  # ok: gcp-open-rdp
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}
