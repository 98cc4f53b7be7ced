variable "public" {}

resource "aws_mq_broker" "public" {
  broker_name = "public"
  # ruleid: aws-public-broker
  publicly_accessible = true
}

# ok: aws-public-broker
resource "aws_mq_broker" "private" {
  broker_name = "private"
}

resource "aws_mq_broker" "unknown" {
  broker_name = "unknown"
  # undecided: aws-public-broker
  publicly_accessible = var.public
}
