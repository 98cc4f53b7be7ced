variable "encrypted" {}

resource "aws_sqs_queue" "off" {
  # ruleid: aws-sqs-unencrypted
  sqs_managed_sse_enabled = false
}

# ok: aws-sqs-unencrypted
resource "aws_sqs_queue" "unsaid" {
  name = "orders"
}

resource "aws_sqs_queue" "unknown" {
  # undecided: aws-sqs-unencrypted
  sqs_managed_sse_enabled = var.encrypted
}
