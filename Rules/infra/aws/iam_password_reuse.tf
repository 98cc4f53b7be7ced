variable "remembered" {}

resource "aws_iam_account_password_policy" "few" {
  # ruleid: aws-iam-password-reuse
  password_reuse_prevention = 3
}

resource "aws_iam_account_password_policy" "many" {
  # ok: aws-iam-password-reuse
  password_reuse_prevention = 24
}

resource "aws_iam_account_password_policy" "unknown" {
  # undecided: aws-iam-password-reuse
  password_reuse_prevention = var.remembered
}
