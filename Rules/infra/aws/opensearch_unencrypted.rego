# METADATA
# title: Search domain without encryption at rest
# description: An index holds the text of everything that was put into it, and so do its snapshots.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0048, CKV_AWS_5]
#   input: terraform
#   remedy: Add `encrypt_at_rest { enabled = true }`.
package infra.aws.opensearch_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(domain, ["encrypt_at_rest", 0, "enabled"], message) if {
	some type in ["aws_elasticsearch_domain", "aws_opensearch_domain"]
	some domain in terraform.resources(type)
	not terraform.is_on(domain, ["encrypt_at_rest", 0, "enabled"])
	message := sprintf("%s is not encrypted at rest", [domain.address])
}
