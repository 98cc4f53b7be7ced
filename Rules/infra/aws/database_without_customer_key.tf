variable "key" {}

# ruleid: aws-database-without-customer-key
resource "aws_neptune_cluster" "unsaid" {
  storage_encrypted = true
}

resource "aws_neptune_cluster" "keyed" {
  storage_encrypted = true
  # ok: aws-database-without-customer-key
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/data"
}

resource "aws_neptune_cluster" "unknown" {
  storage_encrypted = true
  # undecided: aws-database-without-customer-key
  kms_key_arn = var.key
}
