resource "google_sql_database_instance" "a" {
  settings {
    tier = "db-f1-micro"
    # ruleid: gcp-sql-plain-connections
    ip_configuration {
      ipv4_enabled = false
    }
  }
}

resource "google_sql_database_instance" "b" {
  settings {
    # ok: gcp-sql-plain-connections
    ip_configuration {
      ssl_mode = "ENCRYPTED_ONLY"
    }
  }
}
