variable "days" {}

resource "aws_db_instance" "none" {
  # ruleid: aws-database-without-backup
  backup_retention_period = 0
}

# ok: aws-database-without-backup
resource "aws_rds_cluster" "unsaid" {
  engine = "aurora-postgresql"
}

resource "aws_db_instance" "week" {
  # ok: aws-database-without-backup
  backup_retention_period = 7
}

resource "aws_db_instance" "unknown" {
  # undecided: aws-database-without-backup
  backup_retention_period = var.days
}
