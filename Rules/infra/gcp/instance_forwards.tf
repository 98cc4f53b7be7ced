resource "google_compute_instance" "a" {
  # ruleid: gcp-instance-forwards
  can_ip_forward = true
}

resource "google_compute_instance" "b" {
  # ok: gcp-instance-forwards
  can_ip_forward = false
}
