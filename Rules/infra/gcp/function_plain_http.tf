resource "google_cloudfunctions_function" "a" {
  # ruleid: gcp-function-plain-http
  https_trigger_security_level = "SECURE_OPTIONAL"
}

resource "google_cloudfunctions_function" "b" {
  # ok: gcp-function-plain-http
  https_trigger_security_level = "SECURE_ALWAYS"
}
