variable "group" {}

# ruleid: aws-cloudtrail-without-log-group
resource "aws_cloudtrail" "unsaid" {
  name = "trail"
}

resource "aws_cloudtrail" "reaches" {
  # ok: aws-cloudtrail-without-log-group
  cloud_watch_logs_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:trail:*"
}

resource "aws_cloudtrail" "unknown" {
  # undecided: aws-cloudtrail-without-log-group
  cloud_watch_logs_group_arn = var.group
}
