variable "logs" {}

# ruleid: aws-load-balancer-without-access-log
resource "aws_lb" "unsaid" {
  name = "web"
}

# ok: aws-load-balancer-without-access-log
resource "aws_elb" "logged" {
  access_logs {
    bucket = "logs"
  }
}

resource "aws_lb" "unknown" {
  access_logs {
    bucket = "logs"
    # undecided: aws-load-balancer-without-access-log
    enabled = var.logs
  }
}
