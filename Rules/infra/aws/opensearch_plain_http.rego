# METADATA
# title: Search domain that answers plain HTTP
# description: Queries, answers and credentials go over the network as they are.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [AVD-AWS-0046, CKV_AWS_83]
#   input: terraform
#   remedy: Set `enforce_https = true` in `domain_endpoint_options`.
package infra.aws.opensearch_plain_http

import data.infra.lib.terraform

https := ["domain_endpoint_options", 0, "enforce_https"]

deny contains terraform.finding(domain, https, message) if {
	some type in ["aws_elasticsearch_domain", "aws_opensearch_domain"]
	some domain in terraform.resources(type)
	not terraform.yes(terraform.value_or(domain, https, by_default(domain)))
	message := sprintf("%s answers plain HTTP", [domain.address])
}

# With the block there, the provider enforces HTTPS unless told otherwise.
by_default(domain) := terraform.has(domain, ["domain_endpoint_options", 0])

default by_default(_) := false
