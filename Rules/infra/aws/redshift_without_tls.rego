# METADATA
# title: Redshift cluster that takes plain connections
# description: Queries, results and passwords of a plain connection can be read on their way.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [CKV_AWS_105]
#   input: terraform
#   remedy: Set the parameter `require_ssl` to true.
package infra.aws.redshift_without_tls

import data.infra.lib.terraform

deny contains terraform.finding(group, "parameter", message) if {
	some group in terraform.resources("aws_redshift_parameter_group")
	not requires_tls(group)
	message := sprintf("%s does not require TLS", [group.address])
}

requires_tls(group) if {
	some parameter in terraform.blocks(group, "parameter")
	lower(parameter.name) == "require_ssl"
	terraform.yes(parameter.value)
}
