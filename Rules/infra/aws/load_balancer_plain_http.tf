variable "protocol" {}

resource "aws_lb_listener" "plain" {
  port = 80
  # ruleid: aws-load-balancer-plain-http
  protocol = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/app/1"
  }
}

resource "aws_elb" "plain" {
  listener {
    lb_port = 80
    # ruleid: aws-load-balancer-plain-http
    lb_protocol       = "http"
    instance_port     = 8080
    instance_protocol = "http"
  }
}

resource "aws_lb_listener" "redirect" {
  port = 80
  # ok: aws-load-balancer-plain-http
  protocol = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "tls" {
  port = 443
  # ok: aws-load-balancer-plain-http
  protocol = "HTTPS"
}

resource "aws_lb_listener" "unknown" {
  port = 80
  # undecided: aws-load-balancer-plain-http
  protocol = var.protocol
}
