variable "iam" {}

# ruleid: aws-database-without-iam-login
resource "aws_db_instance" "password" {
  engine = "postgres"
}

# ok: aws-database-without-iam-login
resource "aws_db_instance" "cannot" {
  engine = "oracle-ee"
}

resource "aws_db_instance" "token" {
  engine = "mysql"
  # ok: aws-database-without-iam-login
  iam_database_authentication_enabled = true
}

resource "aws_db_instance" "unknown" {
  engine = "mysql"
  # undecided: aws-database-without-iam-login
  iam_database_authentication_enabled = var.iam
}
