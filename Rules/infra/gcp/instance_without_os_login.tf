resource "google_compute_instance" "a" {
  metadata = {
    # ruleid: gcp-instance-without-os-login
    enable-oslogin = false
  }
}

resource "google_compute_project_metadata" "b" {
  metadata = {
    # ok: gcp-instance-without-os-login
    enable-oslogin = "TRUE"
  }
}
