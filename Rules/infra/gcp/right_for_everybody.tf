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
