# ruleid: gcp-bucket-without-versions
resource "google_storage_bucket" "a" {
  name = "a"
}

# ok: gcp-bucket-without-versions
resource "google_storage_bucket" "b" {
  versioning {
    enabled = true
  }
}
