variable "description" {}

# ruleid: aws-security-group-without-description
resource "aws_security_group" "unsaid" {
  name = "web"
}

resource "aws_security_group" "said" {
  # ok: aws-security-group-without-description
  description = "Web servers, from the load balancer"
}

resource "aws_security_group" "unknown" {
  # undecided: aws-security-group-without-description
  description = var.description
}
