variable "resource" {}

resource "aws_iam_group_policy" "deploy" {
  group = "deploy"
  # ruleid: aws-iam-privilege-escalation
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ["ecs:RunTask", "iam:PassRole"], Resource = "*" }]
  })
}

resource "aws_iam_group_policy" "one_service" {
  group = "deploy"
  # ok: aws-iam-privilege-escalation
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = "*"
      Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    }]
  })
}

resource "aws_iam_group_policy" "unknown" {
  group = "deploy"
  # undecided: aws-iam-privilege-escalation
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = var.resource }]
  })
}
