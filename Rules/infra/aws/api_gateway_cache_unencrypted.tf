variable "encrypted" {}

resource "aws_api_gateway_method_settings" "plain" {
  settings {
    caching_enabled = true
    # ruleid: aws-api-gateway-cache-unencrypted
    cache_data_encrypted = false
  }
}

resource "aws_api_gateway_method_settings" "encrypted" {
  settings {
    caching_enabled = true
    # ok: aws-api-gateway-cache-unencrypted
    cache_data_encrypted = true
  }
}

resource "aws_api_gateway_method_settings" "unknown" {
  settings {
    caching_enabled = true
    # undecided: aws-api-gateway-cache-unencrypted
    cache_data_encrypted = var.encrypted
  }
}
