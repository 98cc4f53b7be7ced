variable "accounts" {}

resource "aws_db_snapshot" "public" {
  # ruleid: aws-public-snapshot
  shared_accounts = ["all"]
}

resource "aws_db_snapshot" "one_account" {
  # ok: aws-public-snapshot
  shared_accounts = ["123456789012"]
}

resource "aws_db_snapshot" "unknown" {
  # undecided: aws-public-snapshot
  shared_accounts = var.accounts
}
