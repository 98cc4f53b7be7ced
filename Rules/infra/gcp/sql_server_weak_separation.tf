resource "google_sql_database_instance" "a" {
  database_version = "SQLSERVER_2019_STANDARD"
  settings {
    database_flags {
      name = "cross db ownership chaining"
      # ruleid: gcp-sql-server-weak-separation
      value = "on"
    }
  }
}

resource "google_sql_database_instance" "b" {
  database_version = "SQLSERVER_2019_STANDARD"
  settings {
    database_flags {
      name = "contained database authentication"
      # ok: gcp-sql-server-weak-separation
      value = "off"
    }
  }
}
