variable "length" {}

resource "aws_iam_account_password_policy" "short" {
  # ruleid: aws-iam-short-password
  minimum_password_length = 8
}

# ruleid: aws-iam-short-password
resource "aws_iam_account_password_policy" "unsaid" {
  require_symbols = true
}

resource "aws_iam_account_password_policy" "long" {
  # ok: aws-iam-short-password
  minimum_password_length = 14
}

resource "aws_iam_account_password_policy" "unknown" {
  # undecided: aws-iam-short-password
  minimum_password_length = var.length
}
