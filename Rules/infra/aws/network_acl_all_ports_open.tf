variable "action" {}

resource "aws_network_acl" "open" {
  ingress {
    rule_no   = 100
    action    = "allow"
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    # ruleid: aws-network-acl-all-ports-open
    cidr_block = "0.0.0.0/0"
  }
}

resource "aws_network_acl" "web" {
  ingress {
    rule_no   = 100
    action    = "allow"
    protocol  = "tcp"
    from_port = 443
    to_port   = 443
    # ok: aws-network-acl-all-ports-open
    cidr_block = "0.0.0.0/0"
  }
}

resource "aws_network_acl" "unknown" {
  ingress {
    rule_no   = 100
    action    = var.action
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    # undecided: aws-network-acl-all-ports-open
    cidr_block = "0.0.0.0/0"
  }
}
