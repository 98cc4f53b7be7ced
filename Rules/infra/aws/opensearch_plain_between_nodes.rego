# METADATA
# title: Search domain whose nodes speak in plain
# description: What one node tells another, which is the data itself, can be read within the network.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [AVD-AWS-0043, CKV_AWS_6]
#   input: terraform
#   remedy: Add `node_to_node_encryption { enabled = true }`.
package infra.aws.opensearch_plain_between_nodes

import data.infra.lib.terraform

deny contains terraform.finding(domain, ["node_to_node_encryption", 0, "enabled"], message) if {
	some type in ["aws_elasticsearch_domain", "aws_opensearch_domain"]
	some domain in terraform.resources(type)
	not terraform.is_on(domain, ["node_to_node_encryption", 0, "enabled"])
	message := sprintf("the nodes of %s speak in plain", [domain.address])
}
