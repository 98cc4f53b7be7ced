variable "pgp_key" {}

resource "aws_iam_access_key" "plain" {
  # ruleid: aws-iam-access-key-in-state
  user = "ci"
}

resource "aws_iam_access_key" "wrapped" {
  # ok: aws-iam-access-key-in-state
  user    = "ci"
  pgp_key = "keybase:ops"
}

resource "aws_iam_access_key" "unknown" {
  # undecided: aws-iam-access-key-in-state
  user    = "ci"
  pgp_key = var.pgp_key
}
