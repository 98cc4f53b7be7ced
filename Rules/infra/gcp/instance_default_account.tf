resource "google_compute_instance" "a" {
  # ruleid: gcp-instance-default-account
  service_account {
    scopes = ["cloud-platform"]
  }
}

resource "google_compute_instance" "b" {
  # ok: gcp-instance-default-account
  service_account {
    email  = "shop@project.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}
