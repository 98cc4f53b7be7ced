variable "enabled" {}

# ruleid: aws-dynamodb-without-customer-key
resource "aws_dynamodb_table" "unsaid" {
  name = "orders"
}

resource "aws_dynamodb_table" "keyed" {
  server_side_encryption {
    # ok: aws-dynamodb-without-customer-key
    enabled     = true
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/data"
  }
}

resource "aws_dynamodb_table" "unknown" {
  server_side_encryption {
    # undecided: aws-dynamodb-without-customer-key
    enabled = var.enabled
  }
}
