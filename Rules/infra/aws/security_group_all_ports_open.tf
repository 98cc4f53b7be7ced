variable "protocol" {}

resource "aws_security_group" "all" {
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    # ruleid: aws-security-group-all-ports-open
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "tcp" {
  security_group_id = "sg-1"
  ip_protocol       = "tcp"
  from_port         = 0
  to_port           = 65535
  # ruleid: aws-security-group-all-ports-open
  cidr_ipv6 = "::/0"
}

resource "aws_security_group" "web" {
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    # ok: aws-security-group-all-ports-open
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "unknown" {
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = var.protocol
    # undecided: aws-security-group-all-ports-open
    cidr_blocks = ["0.0.0.0/0"]
  }
}
