# ruleid: gcp-old-tls
resource "google_compute_ssl_policy" "a" {
  name = "a"
}

resource "google_compute_ssl_policy" "b" {
  # ruleid: gcp-old-tls
  min_tls_version = "TLS_1_1"
}

resource "google_compute_ssl_policy" "c" {
  # ok: gcp-old-tls
  min_tls_version = "TLS_1_2"
}
