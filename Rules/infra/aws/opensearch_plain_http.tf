variable "https" {}

# ruleid: aws-opensearch-plain-http
resource "aws_elasticsearch_domain" "unsaid" {
  domain_name = "logs"
}

resource "aws_opensearch_domain" "plain" {
  domain_endpoint_options {
    # ruleid: aws-opensearch-plain-http
    enforce_https = false
  }
}

resource "aws_opensearch_domain" "tls" {
  domain_endpoint_options {
    # ok: aws-opensearch-plain-http
    enforce_https = true
  }
}

resource "aws_opensearch_domain" "unknown" {
  domain_endpoint_options {
    # undecided: aws-opensearch-plain-http
    enforce_https = var.https
  }
}
