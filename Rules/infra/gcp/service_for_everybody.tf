resource "google_cloud_run_service_iam_member" "a" {
  role = "roles/run.invoker"
  # ruleid: gcp-service-for-everybody
  member = "allUsers"
}

resource "google_cloudfunctions_function_iam_member" "b" {
  role = "roles/cloudfunctions.invoker"
  # ok: gcp-service-for-everybody
  member = "serviceAccount:caller@project.iam.gserviceaccount.com"
}
