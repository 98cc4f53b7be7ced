variable "protected" {}

# ruleid: aws-database-deletion-unprotected
resource "aws_db_instance" "unsaid" {
  engine = "postgres"
}

resource "aws_rds_cluster" "protected" {
  # ok: aws-database-deletion-unprotected
  deletion_protection = true
}

resource "aws_db_instance" "unknown" {
  # undecided: aws-database-deletion-unprotected
  deletion_protection = var.protected
}
