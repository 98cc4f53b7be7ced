resource "google_project_iam_binding" "a" {
  # ruleid: gcp-impersonation-of-all-accounts
  role    = "roles/iam.serviceAccountTokenCreator"
  members = ["group:staff@shop.example"]
}

resource "google_service_account_iam_member" "b" {
  # ok: gcp-impersonation-of-all-accounts
  role   = "roles/iam.serviceAccountTokenCreator"
  member = "group:staff@shop.example"
}
