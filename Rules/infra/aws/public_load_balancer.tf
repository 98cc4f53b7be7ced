variable "internal" {}

# ruleid: aws-public-load-balancer
resource "aws_lb" "unsaid" {
  name = "web"
}

resource "aws_elb" "internal" {
  # ok: aws-public-load-balancer
  internal = true
}

resource "aws_lb" "unknown" {
  # undecided: aws-public-load-balancer
  internal = var.internal
}
