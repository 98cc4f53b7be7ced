variable "encrypted" {}

resource "aws_redshift_cluster" "plain" {
  # ruleid: aws-redshift-unencrypted
  encrypted = false
}

resource "aws_redshift_cluster" "encrypted" {
  # ok: aws-redshift-unencrypted
  encrypted = true
}

resource "aws_redshift_cluster" "unknown" {
  # undecided: aws-redshift-unencrypted
  encrypted = var.encrypted
}
