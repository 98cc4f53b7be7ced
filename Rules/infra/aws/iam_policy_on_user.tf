variable "users" {}

resource "aws_iam_user_policy_attachment" "direct" {
  # ruleid: aws-iam-policy-on-user
  user       = "alice"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_policy_attachment" "listed" {
  name       = "listed"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  # ruleid: aws-iam-policy-on-user
  users = ["alice", "bob"]
}

# ok: aws-iam-policy-on-user
resource "aws_iam_policy_attachment" "by_group" {
  name       = "by-group"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  groups     = ["readers"]
}

resource "aws_iam_policy_attachment" "unknown" {
  name       = "unknown"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  # undecided: aws-iam-policy-on-user
  users = var.users
}
