variable "validated" {}

# ruleid: aws-cloudtrail-unvalidated
resource "aws_cloudtrail" "unsaid" {
  name = "trail"
}

resource "aws_cloudtrail" "validated" {
  # ok: aws-cloudtrail-unvalidated
  enable_log_file_validation = true
}

resource "aws_cloudtrail" "unknown" {
  # undecided: aws-cloudtrail-unvalidated
  enable_log_file_validation = var.validated
}
