variable "policy" {}

resource "aws_iam_role_policy_attachment" "admin" {
  role = "ci"
  # ruleid: aws-iam-administrator-attached
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role_policy_attachment" "reader" {
  role = "ci"
  # ok: aws-iam-administrator-attached
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = "{}"
}

resource "aws_iam_role_policy_attachment" "own" {
  role = "ci"
  # ok: aws-iam-administrator-attached
  policy_arn = aws_iam_policy.own.arn
}

resource "aws_iam_role_policy_attachment" "unknown" {
  role = "ci"
  # undecided: aws-iam-administrator-attached
  policy_arn = var.policy
}
