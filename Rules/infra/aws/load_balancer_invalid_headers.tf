variable "drop" {}

# ruleid: aws-load-balancer-invalid-headers
resource "aws_lb" "unsaid" {
  name = "web"
}

# ok: aws-load-balancer-invalid-headers
resource "aws_lb" "network" {
  load_balancer_type = "network"
}

resource "aws_lb" "strict" {
  # ok: aws-load-balancer-invalid-headers
  drop_invalid_header_fields = true
}

resource "aws_lb" "unknown" {
  # undecided: aws-load-balancer-invalid-headers
  drop_invalid_header_fields = var.drop
}
