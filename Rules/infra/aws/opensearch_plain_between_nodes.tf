variable "enabled" {}

# ruleid: aws-opensearch-plain-between-nodes
resource "aws_opensearch_domain" "unsaid" {
  domain_name = "logs"
}

resource "aws_elasticsearch_domain" "encrypted" {
  node_to_node_encryption {
    # ok: aws-opensearch-plain-between-nodes
    enabled = true
  }
}

resource "aws_opensearch_domain" "unknown" {
  node_to_node_encryption {
    # undecided: aws-opensearch-plain-between-nodes
    enabled = var.enabled
  }
}
