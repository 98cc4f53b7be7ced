variable "policy" {}

# ruleid: aws-load-balancer-old-tls
resource "aws_lb_listener" "unsaid" {
  port     = 443
  protocol = "HTTPS"
}

resource "aws_lb_listener" "old" {
  port     = 443
  protocol = "TLS"
  # ruleid: aws-load-balancer-old-tls
  ssl_policy = "ELBSecurityPolicy-TLS-1-1-2017-01"
}

resource "aws_lb_listener" "new" {
  port     = 443
  protocol = "HTTPS"
  # ok: aws-load-balancer-old-tls
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}

resource "aws_lb_listener" "unknown" {
  port     = 443
  protocol = "HTTPS"
  # undecided: aws-load-balancer-old-tls
  ssl_policy = var.policy
}
