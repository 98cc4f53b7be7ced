variable "encrypted" {}

resource "aws_workspaces_workspace" "plain" {
  # ruleid: aws-workspace-unencrypted
  root_volume_encryption_enabled = false
  # ruleid: aws-workspace-unencrypted
  user_volume_encryption_enabled = false
}

resource "aws_workspaces_workspace" "encrypted" {
  # ok: aws-workspace-unencrypted
  root_volume_encryption_enabled = true
  # ok: aws-workspace-unencrypted
  user_volume_encryption_enabled = true
}

resource "aws_workspaces_workspace" "unknown" {
  # undecided: aws-workspace-unencrypted
  root_volume_encryption_enabled = var.encrypted
  user_volume_encryption_enabled = var.encrypted
}
