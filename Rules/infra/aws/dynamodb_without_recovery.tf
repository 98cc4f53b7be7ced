variable "recovery" {}

# ruleid: aws-dynamodb-without-recovery
resource "aws_dynamodb_table" "unsaid" {
  name = "orders"
}

resource "aws_dynamodb_table" "recoverable" {
  point_in_time_recovery {
    # ok: aws-dynamodb-without-recovery
    enabled = true
  }
}

resource "aws_dynamodb_table" "unknown" {
  point_in_time_recovery {
    # undecided: aws-dynamodb-without-recovery
    enabled = var.recovery
  }
}
