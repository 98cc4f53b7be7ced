variable "acl" {}

# undecided: aws-web-acl-without-log
resource "aws_wafv2_web_acl" "unknown" {
  name = "unknown"
}

resource "aws_wafv2_web_acl_logging_configuration" "unknown" {
  resource_arn            = var.acl
  log_destination_configs = ["arn:aws:s3:::aws-waf-logs"]
}
