variable "action" {}

resource "aws_sqs_queue_policy" "all" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  # ruleid: aws-messages-all-actions-allowed
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }
      Action    = "sqs:*"
      Resource  = "*"
    }]
  })
}

resource "aws_sqs_queue_policy" "send" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  # ok: aws-messages-all-actions-allowed
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }
      Action    = "sqs:SendMessage"
      Resource  = "*"
    }]
  })
}

resource "aws_sqs_queue_policy" "unknown" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  # undecided: aws-messages-all-actions-allowed
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = var.action, Resource = "*" }]
  })
}
