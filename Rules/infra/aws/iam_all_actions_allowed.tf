variable "actions" {}

resource "aws_iam_policy" "admin" {
  name = "admin"
  # ruleid: aws-iam-all-actions-allowed
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

data "aws_iam_policy_document" "admin" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "admin" {
  role = "deploy"
  # ruleid: aws-iam-all-actions-allowed
  policy = data.aws_iam_policy_document.admin.json
}

resource "aws_iam_role" "inline" {
  name = "inline"

  inline_policy {
    name = "all"
    # ruleid: aws-iam-all-actions-allowed
    policy = jsonencode({
      Statement = { Effect = "Allow", Action = "*", Resource = ["*"] }
    })
  }
}

resource "aws_iam_policy" "narrow" {
  name = "narrow"
  # ok: aws-iam-all-actions-allowed
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::data/*" },
      { Effect = "Deny", Action = "*", Resource = "*" },
    ]
  })
}

resource "aws_iam_policy" "unknown" {
  name = "unknown"
  # undecided: aws-iam-all-actions-allowed
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }]
  })
}
