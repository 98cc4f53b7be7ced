variable "key" {}

# ruleid: aws-log-group-without-customer-key
resource "aws_cloudwatch_log_group" "unsaid" {
  name = "app"
}

resource "aws_cloudwatch_log_group" "keyed" {
  # ok: aws-log-group-without-customer-key
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/logs"
}

resource "aws_cloudwatch_log_group" "unknown" {
  # undecided: aws-log-group-without-customer-key
  kms_key_id = var.key
}
