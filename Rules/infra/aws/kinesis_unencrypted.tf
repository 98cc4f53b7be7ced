variable "type" {}

# ruleid: aws-kinesis-unencrypted
resource "aws_kinesis_stream" "unsaid" {
  name = "clicks"
}

# ruleid: aws-kinesis-unencrypted
resource "aws_kinesis_firehose_delivery_stream" "unsaid" {
  name = "clicks"
}

resource "aws_kinesis_stream" "encrypted" {
  # ok: aws-kinesis-unencrypted
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}

resource "aws_kinesis_stream" "unknown" {
  # undecided: aws-kinesis-unencrypted
  encryption_type = var.type
}
