# METADATA
# title: DocumentDB that takes plain connections
# description: Queries, documents and passwords go over the network as they are. TLS is on unless somebody turns it off.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [CKV_AWS_90]
#   input: terraform
#   remedy: Leave the parameter `tls` out, or set it to `enabled`.
package infra.aws.docdb_plain_connection

import data.infra.lib.terraform

deny contains terraform.finding_at(group, parameter.value, "tls", message) if {
	some group in terraform.resources("aws_docdb_cluster_parameter_group")
	some parameter in terraform.blocks(group, "parameter")
	parameter.name == "tls"
	parameter.value == "disabled"
	message := sprintf("%s turns TLS off", [group.address])
}
