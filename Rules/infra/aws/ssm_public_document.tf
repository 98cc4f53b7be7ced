variable "accounts" {}

resource "aws_ssm_document" "public" {
  # ruleid: aws-ssm-public-document
  permissions = {
    type        = "Share"
    account_ids = "All"
  }
}

resource "aws_ssm_document" "one_account" {
  # ok: aws-ssm-public-document
  permissions = {
    type        = "Share"
    account_ids = "123456789012"
  }
}

resource "aws_ssm_document" "unknown" {
  # undecided: aws-ssm-public-document
  permissions = {
    type        = "Share"
    account_ids = var.accounts
  }
}
