variable "principal" {}

resource "aws_sqs_queue_policy" "open" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  # ruleid: aws-messages-open-to-anyone
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }]
  })
}

resource "aws_sns_topic_policy" "one_bucket" {
  arn = "arn:aws:sns:eu-central-1:123456789012:orders"
  # ok: aws-messages-open-to-anyone
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = "*"
      Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::uploads" } }
    }]
  })
}

resource "aws_sqs_queue_policy" "unknown" {
  queue_url = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
  # undecided: aws-messages-open-to-anyone
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = var.principal, Action = "sqs:*", Resource = "*" }]
  })
}
