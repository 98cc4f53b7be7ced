variable "user" {}

resource "aws_iam_access_key" "root" {
  # ruleid: aws-iam-root-access-key
  user = "root"
}

resource "aws_iam_access_key" "user" {
  # ok: aws-iam-root-access-key
  user = "ci"
}

resource "aws_iam_user" "ci" {
  name = var.user
}

resource "aws_iam_access_key" "made_here" {
  # ok: aws-iam-root-access-key
  user = aws_iam_user.ci.name
}

resource "aws_iam_access_key" "unknown" {
  # undecided: aws-iam-root-access-key
  user = var.user
}
