variable "public" {}

resource "aws_db_instance" "public" {
  # ruleid: aws-public-database
  publicly_accessible = true
}

resource "aws_redshift_cluster" "public" {
  # ruleid: aws-public-database
  publicly_accessible = "true"
}

# ok: aws-public-database
resource "aws_db_instance" "unsaid" {
  engine = "postgres"
}

resource "aws_db_instance" "unknown" {
  # undecided: aws-public-database
  publicly_accessible = var.public
}
