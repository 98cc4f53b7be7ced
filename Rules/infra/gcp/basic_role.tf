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

resource "google_project_iam_member" "c" {
  # ruleid: gcp-basic-role
  role   = "roles/owner"
  member = "serviceAccount:${google_service_account.robot.email}"
}

resource "google_service_account" "robot" {
  account_id = "robot"
}
