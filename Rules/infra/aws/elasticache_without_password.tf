variable "token" {}

# ruleid: aws-elasticache-without-password
resource "aws_elasticache_replication_group" "open" {
  description = "sessions"
}

# ok: aws-elasticache-without-password
resource "aws_elasticache_replication_group" "users" {
  user_group_ids = ["sessions"]
}

resource "aws_elasticache_replication_group" "unknown" {
  # undecided: aws-elasticache-without-password
  auth_token = var.token
}
