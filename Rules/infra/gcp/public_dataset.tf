resource "google_bigquery_dataset" "a" {
  access {
    role = "READER"
    # ruleid: gcp-public-dataset
    special_group = "allAuthenticatedUsers"
  }
  access {
    role = "OWNER"
    # ok: gcp-public-dataset
    special_group = "projectOwners"
  }
}

resource "google_bigquery_table_iam_member" "b" {
  role = "roles/bigquery.dataViewer"
  # ruleid: gcp-public-dataset
  member = "allUsers"
}
