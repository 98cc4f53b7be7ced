variable "policy" {}

variable "account" {}

resource "aws_s3_bucket_policy" "open" {
  bucket = "open"
  # ruleid: aws-s3-public-policy
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::open/*"
    }]
  })
}

data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::open/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "by_document" {
  bucket = "open"
  # ruleid: aws-s3-public-policy
  policy = data.aws_iam_policy_document.open.json
}

resource "aws_s3_bucket_policy" "limited" {
  bucket = "limited"
  # ok: aws-s3-public-policy
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "arn:aws:s3:::limited/*"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = "arn:aws:s3:::limited/*"
      },
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:root" }
        Action    = "s3:*"
        Resource  = "arn:aws:s3:::limited/*"
      },
    ]
  })
}

resource "aws_s3_bucket_policy" "unknown" {
  bucket = "unknown"
  # undecided: aws-s3-public-policy
  policy = var.policy
}
