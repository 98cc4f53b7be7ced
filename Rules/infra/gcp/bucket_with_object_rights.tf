# ruleid: gcp-bucket-with-object-rights
resource "google_storage_bucket" "a" {
  name = "a"
}

# ok: gcp-bucket-with-object-rights
resource "google_storage_bucket" "b" {
  uniform_bucket_level_access = true
}
