variable "encrypted" {}

# ruleid: aws-elasticache-plain-traffic
resource "aws_elasticache_replication_group" "unsaid" {
  description = "sessions"
}

resource "aws_elasticache_replication_group" "tls" {
  # ok: aws-elasticache-plain-traffic
  transit_encryption_enabled = true
}

resource "aws_elasticache_replication_group" "unknown" {
  # undecided: aws-elasticache-plain-traffic
  transit_encryption_enabled = var.encrypted
}
