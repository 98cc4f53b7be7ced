variable "policy" {}

# ruleid: aws-opensearch-old-tls
resource "aws_elasticsearch_domain" "unsaid" {
  domain_name = "logs"
}

resource "aws_opensearch_domain" "old" {
  domain_endpoint_options {
    # ruleid: aws-opensearch-old-tls
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
  }
}

resource "aws_opensearch_domain" "new" {
  domain_endpoint_options {
    # ok: aws-opensearch-old-tls
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}

resource "aws_opensearch_domain" "unknown" {
  domain_endpoint_options {
    # undecided: aws-opensearch-old-tls
    tls_security_policy = var.policy
  }
}
