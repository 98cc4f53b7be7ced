variable "principal" {}

resource "aws_opensearch_domain" "open" {
  domain_name = "open"
  # ruleid: aws-opensearch-open-to-anyone
  access_policies = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }]
  })
}

resource "aws_opensearch_domain" "inside" {
  domain_name = "inside"

  vpc_options {
    subnet_ids = ["subnet-1"]
  }

  # ok: aws-opensearch-open-to-anyone
  access_policies = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }]
  })
}

resource "aws_opensearch_domain" "unknown" {
  domain_name = "unknown"
  # undecided: aws-opensearch-open-to-anyone
  access_policies = jsonencode({
    Statement = [{ Effect = "Allow", Principal = var.principal, Action = "es:*", Resource = "*" }]
  })
}
