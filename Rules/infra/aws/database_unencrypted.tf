variable "encrypted" {}

# ruleid: aws-database-unencrypted
resource "aws_db_instance" "unsaid" {
  engine = "postgres"
}

resource "aws_rds_cluster" "plain" {
  engine = "aurora-postgresql"
  # ruleid: aws-database-unencrypted
  storage_encrypted = false
}

resource "aws_db_instance" "encrypted" {
  # ok: aws-database-unencrypted
  storage_encrypted = true
}

# ok: aws-database-unencrypted
resource "aws_db_instance" "replica" {
  replicate_source_db = aws_db_instance.encrypted.identifier
}

resource "aws_db_instance" "unknown" {
  # undecided: aws-database-unencrypted
  storage_encrypted = var.encrypted
}
