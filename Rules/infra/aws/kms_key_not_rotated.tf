variable "rotation" {}

# ruleid: aws-kms-key-not-rotated
resource "aws_kms_key" "unsaid" {
  description = "data"
}

# ok: aws-kms-key-not-rotated
resource "aws_kms_key" "for_signatures" {
  customer_master_key_spec = "RSA_4096"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_kms_key" "rotated" {
  # ok: aws-kms-key-not-rotated
  enable_key_rotation = true
}

resource "aws_kms_key" "unknown" {
  # undecided: aws-kms-key-not-rotated
  enable_key_rotation = var.rotation
}
