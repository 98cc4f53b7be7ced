variable "on" {}

resource "aws_cloudtrail" "off" {
  # ruleid: aws-cloudtrail-off
  enable_logging = false
}

# ok: aws-cloudtrail-off
resource "aws_cloudtrail" "unsaid" {
  name = "trail"
}

resource "aws_cloudtrail" "unknown" {
  # undecided: aws-cloudtrail-off
  enable_logging = var.on
}
