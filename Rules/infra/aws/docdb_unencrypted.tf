variable "encrypted" {}

# ruleid: aws-docdb-unencrypted
resource "aws_docdb_cluster" "unsaid" {
  cluster_identifier = "docs"
}

resource "aws_docdb_cluster" "encrypted" {
  # ok: aws-docdb-unencrypted
  storage_encrypted = true
}

resource "aws_docdb_cluster" "unknown" {
  # undecided: aws-docdb-unencrypted
  storage_encrypted = var.encrypted
}
