variable "user" {}

resource "aws_iam_access_key" "root" {
  # ruleid: aws-iam-root-access-key
  user = "root"
}

resource "aws_iam_access_key" "user" {
  # ok: aws-iam-root-access-key
  user = "ci"
}

resource "aws_iam_access_key" "unknown" {
  # undecided: aws-iam-root-access-key
  user = var.user
}
