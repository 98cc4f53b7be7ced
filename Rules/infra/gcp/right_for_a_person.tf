resource "google_project_iam_member" "a" {
  role = "roles/viewer"
  # ruleid: gcp-right-for-a-person
  member = "user:ada@shop.example"
}

resource "google_project_iam_member" "b" {
  role = "roles/viewer"
  # ok: gcp-right-for-a-person
  member = "group:staff@shop.example"
}
