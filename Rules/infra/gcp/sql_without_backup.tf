resource "google_sql_database_instance" "a" {
  settings {
    # ruleid: gcp-sql-without-backup
    backup_configuration {
      enabled = false
    }
  }
}

resource "google_sql_database_instance" "b" {
  settings {
    # ok: gcp-sql-without-backup
    backup_configuration {
      enabled = true
    }
  }
}
