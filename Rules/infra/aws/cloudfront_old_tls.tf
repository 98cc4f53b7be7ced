variable "version" {}

resource "aws_cloudfront_distribution" "old" {
  viewer_certificate {
    acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    # ruleid: aws-cloudfront-old-tls
    minimum_protocol_version = "TLSv1"
  }
}

resource "aws_cloudfront_distribution" "new" {
  viewer_certificate {
    acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    # ok: aws-cloudfront-old-tls
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "aws_cloudfront_distribution" "unknown" {
  viewer_certificate {
    acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    # undecided: aws-cloudfront-old-tls
    minimum_protocol_version = var.version
  }
}
