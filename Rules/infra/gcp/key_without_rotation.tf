# ruleid: gcp-key-without-rotation
resource "google_kms_crypto_key" "a" {
  name = "a"
}

resource "google_kms_crypto_key" "b" {
  # ruleid: gcp-key-without-rotation
  rotation_period = "15552000s"
}

# ok: gcp-key-without-rotation
resource "google_kms_crypto_key" "c" {
  # ok: gcp-key-without-rotation
  rotation_period = "7776000s"
}

# ok: gcp-key-without-rotation
resource "google_kms_crypto_key" "d" {
  purpose = "ASYMMETRIC_SIGN"
}
