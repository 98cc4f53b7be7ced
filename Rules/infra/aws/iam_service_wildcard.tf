variable "actions" {}

resource "aws_iam_user_policy" "broad" {
  user = "ci"
  # ruleid: aws-iam-service-wildcard
  policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [{ "Effect": "Allow", "Action": ["s3:*", "logs:PutLogEvents"], "Resource": "*" }]
    }
  EOF
}

resource "aws_iam_user_policy" "one_bucket" {
  user = "ci"
  # ok: aws-iam-service-wildcard
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::data/*" }]
  })
}

resource "aws_iam_user_policy" "unknown" {
  user = "ci"
  # undecided: aws-iam-service-wildcard
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }]
  })
}
