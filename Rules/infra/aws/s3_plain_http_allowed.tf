variable "policy" {}

resource "aws_s3_bucket_policy" "any_transport" {
  bucket = "any"
  # ruleid: aws-s3-plain-http-allowed
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::any/*"
    }]
  })
}

resource "aws_s3_bucket_policy" "tls" {
  bucket = "tls"
  # ok: aws-s3-plain-http-allowed
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::tls", "arn:aws:s3:::tls/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket_policy" "unknown" {
  bucket = "unknown"
  # undecided: aws-s3-plain-http-allowed
  policy = var.policy
}
