variable "account" {}

data "aws_iam_policy_document" "account" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
}

resource "aws_iam_role" "account" {
  name = "account"
  # ruleid: aws-iam-whole-account-trusted
  assume_role_policy = data.aws_iam_policy_document.account.json
}

resource "aws_iam_role" "with_external_id" {
  name = "partner"
  # ok: aws-iam-whole-account-trusted
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "123456789012" }
      Condition = { StringEquals = { "sts:ExternalId" = "7f2c" } }
    }]
  })
}

data "aws_iam_policy_document" "unknown" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.account]
    }
  }
}

resource "aws_iam_role" "unknown" {
  name = "unknown"
  # undecided: aws-iam-whole-account-trusted
  assume_role_policy = data.aws_iam_policy_document.unknown.json
}
