variable "logs" {}

# ruleid: aws-cloudfront-without-access-log
resource "aws_cloudfront_distribution" "silent" {
  enabled = true
}

# ok: aws-cloudfront-without-access-log
resource "aws_cloudfront_distribution" "logged" {
  logging_config {
    bucket = "logs.s3.amazonaws.com"
  }
}

# ok: aws-cloudfront-without-access-log
resource "aws_cloudfront_distribution" "unknown" {
  logging_config {
    bucket = var.logs
  }
}
