variable "cidr" {}

resource "aws_network_acl_rule" "ssh" {
  network_acl_id = "acl-1"
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  # ruleid: aws-network-acl-open-admin-port
  cidr_block = "0.0.0.0/0"
}

resource "aws_network_acl_rule" "denied" {
  network_acl_id = "acl-1"
  rule_number    = 90
  rule_action    = "deny"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  # ok: aws-network-acl-open-admin-port
  cidr_block = "0.0.0.0/0"
}

resource "aws_network_acl_rule" "unknown" {
  network_acl_id = "acl-1"
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  # undecided: aws-network-acl-open-admin-port
  cidr_block = var.cidr
}
