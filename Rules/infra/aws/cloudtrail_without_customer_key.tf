variable "key" {}

# ruleid: aws-cloudtrail-without-customer-key
resource "aws_cloudtrail" "unsaid" {
  name = "trail"
}

resource "aws_cloudtrail" "keyed" {
  # ok: aws-cloudtrail-without-customer-key
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/trail"
}

resource "aws_cloudtrail" "unknown" {
  # undecided: aws-cloudtrail-without-customer-key
  kms_key_id = var.key
}
