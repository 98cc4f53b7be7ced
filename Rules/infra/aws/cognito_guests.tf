variable "guests" {}

resource "aws_cognito_identity_pool" "open" {
  # ruleid: aws-cognito-guests
  allow_unauthenticated_identities = true
}

resource "aws_cognito_identity_pool" "members" {
  # ok: aws-cognito-guests
  allow_unauthenticated_identities = false
}

resource "aws_cognito_identity_pool" "unknown" {
  # undecided: aws-cognito-guests
  allow_unauthenticated_identities = var.guests
}
