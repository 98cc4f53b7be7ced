variable "encrypted" {}

# ruleid: aws-elasticache-unencrypted
resource "aws_elasticache_replication_group" "unsaid" {
  description = "sessions"
}

# ok: aws-elasticache-unencrypted
resource "aws_elasticache_replication_group" "valkey" {
  engine = "valkey"
}

resource "aws_elasticache_replication_group" "encrypted" {
  # ok: aws-elasticache-unencrypted
  at_rest_encryption_enabled = true
}

resource "aws_elasticache_replication_group" "unknown" {
  # undecided: aws-elasticache-unencrypted
  at_rest_encryption_enabled = var.encrypted
}
