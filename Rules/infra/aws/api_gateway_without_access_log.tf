variable "group" {}

# ruleid: aws-api-gateway-without-access-log
resource "aws_api_gateway_stage" "silent" {
  stage_name = "prod"
}

# ok: aws-api-gateway-without-access-log
resource "aws_apigatewayv2_stage" "logged" {
  access_log_settings {
    destination_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:api"
    format          = "$context.requestId"
  }
}

# ok: aws-api-gateway-without-access-log
resource "aws_api_gateway_stage" "unknown" {
  access_log_settings {
    destination_arn = var.group
    format          = "$context.requestId"
  }
}
