variable "authorization" {}

resource "aws_api_gateway_method" "open" {
  http_method = "POST"
  # ruleid: aws-api-gateway-without-authorization
  authorization = "NONE"
}

# ruleid: aws-api-gateway-without-authorization
resource "aws_apigatewayv2_route" "open" {
  route_key = "GET /orders"
}

resource "aws_api_gateway_method" "preflight" {
  http_method = "OPTIONS"
  # ok: aws-api-gateway-without-authorization
  authorization = "NONE"
}

resource "aws_api_gateway_method" "iam" {
  http_method = "POST"
  # ok: aws-api-gateway-without-authorization
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_method" "unknown" {
  http_method = "POST"
  # undecided: aws-api-gateway-without-authorization
  authorization = var.authorization
}
