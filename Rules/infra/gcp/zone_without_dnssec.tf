# ruleid: gcp-zone-without-dnssec
resource "google_dns_managed_zone" "a" {
  name = "a"
}

# ok: gcp-zone-without-dnssec
resource "google_dns_managed_zone" "b" {
  dnssec_config {
    state = "on"
  }
}

# ok: gcp-zone-without-dnssec
resource "google_dns_managed_zone" "c" {
  visibility = "private"
}
