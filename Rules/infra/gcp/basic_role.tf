resource "google_project_iam_member" "a" {
  # ruleid: gcp-basic-role
  role   = "roles/editor"
  member = "serviceAccount:robot@project.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "b" {
  # ok: gcp-basic-role
  role   = "roles/viewer"
  member = "group:staff@shop.example"
}
