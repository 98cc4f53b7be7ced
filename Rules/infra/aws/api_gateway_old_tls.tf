variable "policy" {}

resource "aws_api_gateway_domain_name" "old" {
  domain_name = "api.example.com"
  # ruleid: aws-api-gateway-old-tls
  security_policy = "TLS_1_0"
}

resource "aws_api_gateway_domain_name" "new" {
  domain_name = "api.example.com"
  # ok: aws-api-gateway-old-tls
  security_policy = "TLS_1_2"
}

resource "aws_api_gateway_domain_name" "unknown" {
  domain_name = "api.example.com"
  # undecided: aws-api-gateway-old-tls
  security_policy = var.policy
}
