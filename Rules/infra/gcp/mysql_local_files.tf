resource "google_sql_database_instance" "a" {
  database_version = "MYSQL_8_0"
  settings {
    database_flags {
      name = "local_infile"
      # ruleid: gcp-mysql-local-files
      value = "on"
    }
  }
}

resource "google_sql_database_instance" "b" {
  database_version = "MYSQL_8_0"
  settings {
    database_flags {
      name = "local_infile"
      # ok: gcp-mysql-local-files
      value = "off"
    }
  }
}
