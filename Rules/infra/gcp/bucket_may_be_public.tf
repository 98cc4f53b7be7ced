# ruleid: gcp-bucket-may-be-public
resource "google_storage_bucket" "a" {
  name = "a"
}

# ok: gcp-bucket-may-be-public
resource "google_storage_bucket" "b" {
  public_access_prevention = "enforced"
}
