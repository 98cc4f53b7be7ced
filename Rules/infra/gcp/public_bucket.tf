resource "google_storage_bucket_iam_binding" "open" {
  bucket = "b"
  role   = "roles/storage.objectViewer"
  # ruleid: gcp-public-bucket
  members = ["allUsers"]
}

resource "google_storage_bucket_iam_member" "closed" {
  bucket = "b"
  role   = "roles/storage.objectViewer"
  # ok: gcp-public-bucket
  member = "group:staff@shop.example"
}

resource "google_storage_bucket_access_control" "open" {
  bucket = "b"
  # ruleid: gcp-public-bucket
  entity = "allAuthenticatedUsers"
}

resource "google_storage_bucket_acl" "open" {
  bucket = "b"
  # ruleid: gcp-public-bucket
  predefined_acl = "publicRead"
}
