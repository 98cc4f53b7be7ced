variable "option" {}

# ruleid: aws-athena-unencrypted
resource "aws_athena_workgroup" "unsaid" {
  name = "reports"
}

# ok: aws-athena-unencrypted
resource "aws_athena_workgroup" "encrypted" {
  configuration {
    result_configuration {
      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/reports"
      }
    }
  }
}

# ok: aws-athena-unencrypted
resource "aws_athena_database" "unknown" {
  encryption_configuration {
    encryption_option = var.option
  }
}
