# ruleid: aws-vpc-without-flow-log
resource "aws_vpc" "silent" {
  cidr_block = "10.0.0.0/16"
}

# ok: aws-vpc-without-flow-log
resource "aws_vpc" "logged" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_flow_log" "logged" {
  vpc_id       = aws_vpc.logged.id
  traffic_type = "REJECT"
}
