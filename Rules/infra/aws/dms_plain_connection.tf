variable "mode" {}

# ruleid: aws-dms-plain-connection
resource "aws_dms_endpoint" "plain" {
  engine_name = "mysql"
}

# ok: aws-dms-plain-connection
resource "aws_dms_endpoint" "bucket" {
  engine_name = "s3"
}

resource "aws_dms_endpoint" "tls" {
  engine_name = "mysql"
  # ok: aws-dms-plain-connection
  ssl_mode = "verify-full"
}

resource "aws_dms_endpoint" "unknown" {
  engine_name = "mysql"
  # undecided: aws-dms-plain-connection
  ssl_mode = var.mode
}
