resource "google_compute_disk" "a" {
  disk_encryption_key {
    # ruleid: gcp-disk-key-in-configuration
    raw_key = "c2l4dGVlbiBieXRlcyBhbmQgc29tZQ=="
  }
}

resource "google_compute_disk" "b" {
  disk_encryption_key {
    # ok: gcp-disk-key-in-configuration
    kms_key_self_link = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }
}
