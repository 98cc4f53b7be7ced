variable "key" {}

# ruleid: aws-secret-without-customer-key
resource "aws_secretsmanager_secret" "unsaid" {
  name = "db"
}

resource "aws_secretsmanager_secret" "keyed" {
  # ok: aws-secret-without-customer-key
  kms_key_id = "alias/secrets"
}

resource "aws_secretsmanager_secret" "unknown" {
  # undecided: aws-secret-without-customer-key
  kms_key_id = var.key
}
