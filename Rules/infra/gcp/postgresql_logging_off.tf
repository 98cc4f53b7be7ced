resource "google_sql_database_instance" "a" {
  database_version = "POSTGRES_15"
  settings {
    database_flags {
      name = "log_connections"
      # ruleid: gcp-postgresql-logging-off
      value = "off"
    }
    database_flags {
      name = "log_checkpoints"
      # ok: gcp-postgresql-logging-off
      value = "on"
    }
  }
}
