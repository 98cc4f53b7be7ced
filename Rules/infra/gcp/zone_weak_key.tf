resource "google_dns_managed_zone" "a" {
  dnssec_config {
    default_key_specs {
      key_type = "keySigning"
      # ruleid: gcp-zone-weak-key
      algorithm = "rsasha1"
    }
    default_key_specs {
      key_type = "zoneSigning"
      # ok: gcp-zone-weak-key
      algorithm = "rsasha256"
    }
  }
}
