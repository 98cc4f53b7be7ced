resource "google_compute_instance" "a" {
  shielded_instance_config {
    # ruleid: gcp-instance-not-shielded
    enable_vtpm = false
    # ok: gcp-instance-not-shielded
    enable_secure_boot = true
  }
}
