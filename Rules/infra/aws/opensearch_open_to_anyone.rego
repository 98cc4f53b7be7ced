# METADATA
# title: Search domain that anyone may use
# description: A domain outside of a VPC whose policy allows everyone is a public database. Many leaks were just that.
# custom:
#   severity: high
#   cwe: ["284"]
#   aliases: [CKV_AWS_283]
#   input: terraform
#   remedy: Name the roles that use it, or put the domain into a VPC.
package infra.aws.opensearch_open_to_anyone

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(domain, statement.at, statement.key, message) if {
	some type, attribute in policies
	some domain in terraform.resources(type)
	not is_in_vpc(domain)
	some statement in aws_policy.statements(domain, attribute)
	aws_policy.grants_anyone(statement)
	message := sprintf("%s lets anyone use the domain", [domain.address])
}

policies := {
	"aws_elasticsearch_domain": "access_policies",
	"aws_elasticsearch_domain_policy": "access_policies",
	"aws_opensearch_domain": "access_policies",
	"aws_opensearch_domain_policy": "access_policies",
}

is_in_vpc(domain) if terraform.has(domain, ["vpc_options", 0])

is_in_vpc(policy) if {
	some type in ["aws_elasticsearch_domain", "aws_opensearch_domain"]
	some domain in terraform.resources(type)
	terraform.refers(policy, "domain_name", domain)
	terraform.has(domain, ["vpc_options", 0])
}
