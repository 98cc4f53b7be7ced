variable "rules" {}

resource "aws_default_security_group" "open" {
  vpc_id = "vpc-1"

  # ruleid: aws-default-security-group-with-rules
  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
}

# ok: aws-default-security-group-with-rules
resource "aws_default_security_group" "empty" {
  vpc_id = "vpc-1"
}

resource "aws_default_security_group" "unknown" {
  vpc_id = "vpc-1"
  # undecided: aws-default-security-group-with-rules
  ingress = var.rules
}
