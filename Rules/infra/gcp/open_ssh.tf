resource "google_compute_firewall" "open" {
  # ruleid: gcp-open-ssh
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["80", "20-25"]
  }
}

resource "google_compute_firewall" "closed" {
  # ok: gcp-open-ssh
  source_ranges = ["35.235.240.0/20"]
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}
