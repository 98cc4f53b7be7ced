variable "acl" {}

resource "aws_wafv2_web_acl" "web" {
  name  = "web"
  scope = "CLOUDFRONT"
}

# ruleid: aws-cloudfront-without-firewall
resource "aws_cloudfront_distribution" "bare" {
  enabled = true
}

# ok: aws-cloudfront-without-firewall
resource "aws_cloudfront_distribution" "filtered" {
  web_acl_id = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/web/1"
}

resource "aws_cloudfront_distribution" "referring" {
  # ok: aws-cloudfront-without-firewall
  web_acl_id = aws_wafv2_web_acl.web.arn
}

resource "aws_cloudfront_distribution" "unknown" {
  # undecided: aws-cloudfront-without-firewall
  web_acl_id = var.acl
}
