variable "vpc" {}

# undecided: aws-vpc-without-flow-log
resource "aws_vpc" "unknown" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "unknown" {
  vpc_id       = var.vpc
  traffic_type = "REJECT"
}
