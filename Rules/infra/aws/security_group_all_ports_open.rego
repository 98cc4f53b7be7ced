# METADATA
# title: Security group with every port open to the internet
# description: The group lets everyone reach whatever happens to listen, administration and databases included.
# custom:
#   severity: high
#   cwe: ["284"]
#   controls: [cis-aws-3.0-5.2, cis-aws-3.0-5.3]
#   aliases: [AVD-AWS-0107, CKV_AWS_24, CKV_AWS_25, CKV_AWS_260, CKV_AWS_277]
#   input: terraform
#   remedy: Open the ports that are served, one rule each.
package infra.aws.security_group_all_ports_open

import data.infra.lib.aws_network
import data.infra.lib.terraform

deny contains terraform.finding_at(rule, rule.at, aws_network.key(rule), message) if {
	some rule in aws_network.rules
	rule.direction == "ingress"
	aws_network.is_everywhere(rule.cidr)
	aws_network.has_all_ports(rule)
	message := sprintf("%s lets everyone (%s) reach every port", [rule.address, rule.cidr])
}
