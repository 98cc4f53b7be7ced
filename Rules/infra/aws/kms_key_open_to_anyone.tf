variable "principal" {}

resource "aws_kms_key" "open" {
  # ruleid: aws-kms-key-open-to-anyone
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_kms_key" "account" {
  # ok: aws-kms-key-open-to-anyone
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = { StringEquals = { "kms:CallerAccount" = "123456789012" } }
      },
    ]
  })
}

resource "aws_kms_key" "unknown" {
  # undecided: aws-kms-key-open-to-anyone
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = var.principal, Action = "kms:*", Resource = "*" }]
  })
}
