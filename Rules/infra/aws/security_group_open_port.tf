variable "cidr" {}

resource "aws_security_group" "service" {
  ingress {
    from_port = 8000
    to_port   = 8080
    protocol  = "tcp"
    # ruleid: aws-security-group-open-port
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    # ok: aws-security-group-open-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "unknown" {
  ingress {
    from_port = 8080
    to_port   = 8080
    protocol  = "tcp"
    # undecided: aws-security-group-open-port
    cidr_blocks = [var.cidr]
  }
}
