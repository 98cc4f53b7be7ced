variable "cidr" {}

resource "aws_security_group_rule" "out" {
  type              = "egress"
  from_port         = 0
  to_port           = 0
  protocol          = "-1"
  security_group_id = "sg-1"
  # ruleid: aws-security-group-open-egress
  cidr_blocks = ["0.0.0.0/0"]
}

resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = "sg-1"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  # ok: aws-security-group-open-egress
  cidr_ipv4 = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "unknown" {
  security_group_id = "sg-1"
  ip_protocol       = "-1"
  # undecided: aws-security-group-open-egress
  cidr_ipv4 = var.cidr
}
