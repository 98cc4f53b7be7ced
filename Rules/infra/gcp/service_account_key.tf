# ruleid: gcp-service-account-key
resource "google_service_account_key" "a" {
  service_account_id = "robot"
}

# ok: gcp-service-account-key
resource "google_service_account" "b" {
  account_id = "robot"
}
