resource "google_sql_database_instance" "a" {
  settings {
    ip_configuration {
      authorized_networks {
        # ruleid: gcp-sql-open-network
        value = "0.0.0.0/0"
      }
      authorized_networks {
        # ok: gcp-sql-open-network
        value = "192.0.2.0/24"
      }
    }
  }
}
