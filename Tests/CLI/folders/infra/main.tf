variable "public" {}

resource "aws_db_instance" "orders" {
  publicly_accessible = true
}

resource "aws_db_instance" "reports" {
  publicly_accessible = var.public
}
