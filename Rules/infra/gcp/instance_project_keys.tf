resource "google_compute_instance" "a" {
  metadata = {
    # ruleid: gcp-instance-project-keys
    block-project-ssh-keys = false
  }
}

resource "google_compute_instance" "b" {
  metadata = {
    # ok: gcp-instance-project-keys
    block-project-ssh-keys = true
  }
}
