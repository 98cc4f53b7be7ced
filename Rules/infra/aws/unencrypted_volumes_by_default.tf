variable "enabled" {}

resource "aws_ebs_encryption_by_default" "off" {
  # ruleid: aws-unencrypted-volumes-by-default
  enabled = false
}

# ok: aws-unencrypted-volumes-by-default
resource "aws_ebs_encryption_by_default" "unsaid" {}

resource "aws_ebs_encryption_by_default" "unknown" {
  # undecided: aws-unencrypted-volumes-by-default
  enabled = var.enabled
}
