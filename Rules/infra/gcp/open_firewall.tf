resource "google_compute_firewall" "all" {
  # ruleid: gcp-open-firewall
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "all"
  }
}

resource "google_compute_firewall" "range" {
  # ruleid: gcp-open-firewall
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["0-65535"]
  }
}

resource "google_compute_firewall" "web" {
  # ok: gcp-open-firewall
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["80", "443"]
  }
}

resource "google_compute_firewall" "out" {
  direction = "EGRESS"
  # ok: gcp-open-firewall
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "all"
  }
}
