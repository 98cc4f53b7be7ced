variable "port" {}

variable "office" {}

resource "aws_security_group" "ssh" {
  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
    # ruleid: aws-security-group-open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    # ok: aws-security-group-open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "rdp" {
  type              = "ingress"
  from_port         = 3300
  to_port           = 3400
  protocol          = "tcp"
  security_group_id = "sg-1"
  # ruleid: aws-security-group-open-admin-port
  ipv6_cidr_blocks = ["::/0"]
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = "sg-1"
  from_port         = 22
  to_port           = 22
  ip_protocol       = "tcp"
  # ruleid: aws-security-group-open-admin-port
  cidr_ipv4 = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "inside" {
  security_group_id = "sg-1"
  from_port         = 22
  to_port           = 22
  ip_protocol       = "tcp"
  # ok: aws-security-group-open-admin-port
  cidr_ipv4 = "10.0.0.0/8"
}

resource "aws_security_group" "unknown" {
  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
    # undecided: aws-security-group-open-admin-port
    cidr_blocks = [var.office]
  }
}

resource "aws_security_group" "unknown_port" {
  ingress {
    from_port = var.port
    to_port   = var.port
    protocol  = "tcp"
    # undecided: aws-security-group-open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}
