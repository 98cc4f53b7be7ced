variable "upgrade" {}

resource "aws_db_instance" "old" {
  # ruleid: aws-database-upgrades-off
  auto_minor_version_upgrade = false
}

# ok: aws-database-upgrades-off
resource "aws_db_instance" "unsaid" {
  engine = "postgres"
}

resource "aws_db_instance" "unknown" {
  # undecided: aws-database-upgrades-off
  auto_minor_version_upgrade = var.upgrade
}
