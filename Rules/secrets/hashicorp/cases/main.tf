resource "azurerm_mssql_server" "main" {
  name = "acme-sql"
  # ruleid: hashicorp-terraform-password
  administrator_login_password = "Zm5mLyqzuVYp"
  # ok: hashicorp-terraform-password
  password = var.db_password
  # ok: hashicorp-terraform-password
  password = "changeme-please"
}
resource "aws_db_instance" "main" {
  # ruleid: hashicorp-terraform-password
  password = "fo5SLUlrLSk6ehVW"
  # ok: hashicorp-terraform-password
  password = random_password.db.result
  # ok: hashicorp-terraform-password
  password = "short"
}
