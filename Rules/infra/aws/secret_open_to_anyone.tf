variable "principal" {}

resource "aws_secretsmanager_secret_policy" "open" {
  secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"
  # ruleid: aws-secret-open-to-anyone
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }]
  })
}

resource "aws_secretsmanager_secret_policy" "role" {
  secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"
  # ok: aws-secret-open-to-anyone
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}

resource "aws_secretsmanager_secret_policy" "unknown" {
  secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"
  # undecided: aws-secret-open-to-anyone
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = var.principal, Action = "*", Resource = "*" }]
  })
}
