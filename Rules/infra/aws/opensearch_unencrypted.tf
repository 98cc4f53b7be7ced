variable "enabled" {}

# ruleid: aws-opensearch-unencrypted
resource "aws_opensearch_domain" "unsaid" {
  domain_name = "logs"
}

resource "aws_elasticsearch_domain" "encrypted" {
  encrypt_at_rest {
    # ok: aws-opensearch-unencrypted
    enabled = true
  }
}

resource "aws_opensearch_domain" "unknown" {
  encrypt_at_rest {
    # undecided: aws-opensearch-unencrypted
    enabled = var.enabled
  }
}
