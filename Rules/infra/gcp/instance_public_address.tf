resource "google_compute_instance" "a" {
  network_interface {
    network = "default"
    # ruleid: gcp-instance-public-address
    access_config {}
  }
}

resource "google_compute_instance" "b" {
  # ok: gcp-instance-public-address
  network_interface {
    network = "default"
  }
}
