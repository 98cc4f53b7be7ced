resource "google_sql_database_instance" "a" {
  settings {
    ip_configuration {
      # ruleid: gcp-sql-public-address
      ipv4_enabled = true
    }
  }
}

resource "google_sql_database_instance" "b" {
  settings {
    ip_configuration {
      # ok: gcp-sql-public-address
      ipv4_enabled = false
    }
  }
}
