variable "key" {}

# ruleid: aws-sns-unencrypted
resource "aws_sns_topic" "unsaid" {
  name = "orders"
}

resource "aws_sns_topic" "keyed" {
  # ok: aws-sns-unencrypted
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "unknown" {
  # undecided: aws-sns-unencrypted
  kms_master_key_id = var.key
}
