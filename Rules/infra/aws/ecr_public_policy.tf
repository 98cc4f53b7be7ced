variable "principal" {}

resource "aws_ecr_repository_policy" "open" {
  repository = "app"
  # ruleid: aws-ecr-public-policy
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage" }]
  })
}

resource "aws_ecr_repository_policy" "account" {
  repository = "app"
  # ok: aws-ecr-public-policy
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "ecr:BatchGetImage"
    }]
  })
}

resource "aws_ecr_repository_policy" "unknown" {
  repository = "app"
  # undecided: aws-ecr-public-policy
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = var.principal, Action = "ecr:BatchGetImage" }]
  })
}
