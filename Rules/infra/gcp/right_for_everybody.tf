resource "google_kms_crypto_key_iam_member" "a" {
  role = "roles/cloudkms.cryptoKeyDecrypter"
  # ruleid: gcp-right-for-everybody
  member = "allAuthenticatedUsers"
}

resource "google_pubsub_topic_iam_binding" "b" {
  role = "roles/pubsub.publisher"
  # ok: gcp-right-for-everybody
  members = ["serviceAccount:shop@project.iam.gserviceaccount.com"]
}

resource "google_pubsub_topic_iam_member" "c" {
  role = "roles/pubsub.publisher"
  # ok: gcp-right-for-everybody
  member = "serviceAccount:${google_service_account.robot.email}"
}

resource "google_pubsub_topic_iam_member" "d" {
  role = "roles/pubsub.publisher"
  # undecided: gcp-right-for-everybody
  member = var.publisher
}

resource "google_service_account" "robot" {
  account_id = "robot"
}

variable "publisher" {
  type = string
}
