variable "encrypted" {}

# ruleid: aws-neptune-unencrypted
resource "aws_neptune_cluster" "unsaid" {
  engine = "neptune"
}

resource "aws_neptune_cluster" "encrypted" {
  # ok: aws-neptune-unencrypted
  storage_encrypted = true
}

resource "aws_neptune_cluster" "unknown" {
  # undecided: aws-neptune-unencrypted
  storage_encrypted = var.encrypted
}
