resource "google_compute_instance" "a" {
  metadata = {
    # ruleid: gcp-instance-serial-port
    serial-port-enable = true
  }
}

resource "google_compute_instance" "b" {
  metadata = {
    # ok: gcp-instance-serial-port
    serial-port-enable = "false"
  }
}
