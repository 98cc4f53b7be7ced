variable "policy" {}

resource "aws_cloudfront_distribution" "plain" {
  default_cache_behavior {
    # ruleid: aws-cloudfront-plain-http
    viewer_protocol_policy = "allow-all"
  }
}

resource "aws_cloudfront_distribution" "tls" {
  default_cache_behavior {
    # ok: aws-cloudfront-plain-http
    viewer_protocol_policy = "redirect-to-https"
  }

  ordered_cache_behavior {
    path_pattern = "/api/*"
    # ok: aws-cloudfront-plain-http
    viewer_protocol_policy = "https-only"
  }
}

resource "aws_cloudfront_distribution" "unknown" {
  default_cache_behavior {
    # undecided: aws-cloudfront-plain-http
    viewer_protocol_policy = var.policy
  }
}
