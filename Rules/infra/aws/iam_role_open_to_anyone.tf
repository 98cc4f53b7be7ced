variable "principal" {}

resource "aws_iam_role" "open" {
  name = "open"
  # ruleid: aws-iam-role-open-to-anyone
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]
  })
}

resource "aws_iam_role" "service" {
  name = "service"
  # ok: aws-iam-role-open-to-anyone
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role" "unknown" {
  name = "unknown"
  # undecided: aws-iam-role-open-to-anyone
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = var.principal }]
  })
}
