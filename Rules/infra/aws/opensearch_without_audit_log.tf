variable "type" {}

# ruleid: aws-opensearch-without-audit-log
resource "aws_opensearch_domain" "silent" {
  domain_name = "silent"
}

# ok: aws-opensearch-without-audit-log
resource "aws_opensearch_domain" "audited" {
  log_publishing_options {
    log_type                 = "AUDIT_LOGS"
    cloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:audit"
  }
}

resource "aws_opensearch_domain" "unknown" {
  # undecided: aws-opensearch-without-audit-log
  log_publishing_options {
    log_type                 = var.type
    cloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:audit"
  }
}
