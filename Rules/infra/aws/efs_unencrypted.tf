variable "encrypted" {}

# ruleid: aws-efs-unencrypted
resource "aws_efs_file_system" "unsaid" {
  creation_token = "data"
}

resource "aws_efs_file_system" "encrypted" {
  # ok: aws-efs-unencrypted
  encrypted = true
}

resource "aws_efs_file_system" "unknown" {
  # undecided: aws-efs-unencrypted
  encrypted = var.encrypted
}
