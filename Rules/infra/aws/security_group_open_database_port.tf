variable "cidr" {}

resource "aws_security_group" "database" {
  ingress {
    from_port = 5432
    to_port   = 5432
    protocol  = "tcp"
    # ruleid: aws-security-group-open-database-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "inside" {
  ingress {
    from_port = 5432
    to_port   = 5432
    protocol  = "tcp"
    # ok: aws-security-group-open-database-port
    cidr_blocks = ["10.0.0.0/16"]
  }

  egress {
    from_port = 5432
    to_port   = 5432
    protocol  = "tcp"
    # ok: aws-security-group-open-database-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "unknown" {
  type              = "ingress"
  from_port         = 5432
  to_port           = 5432
  protocol          = "tcp"
  security_group_id = "sg-1"
  # undecided: aws-security-group-open-database-port
  cidr_blocks = [var.cidr]
}
