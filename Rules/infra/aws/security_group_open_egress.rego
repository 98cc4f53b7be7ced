# METADATA
# title: Security group that lets everything out
# description: >-
#   Whoever breaks into a machine can fetch tools and send data anywhere. A group that names what may be reached stops both.
# custom:
#   severity: low
#   cwe: ["284"]
#   aliases: [AVD-AWS-0104, CKV_AWS_382]
#   input: terraform
#   remedy: Allow the addresses, prefix lists and ports that are needed; VPC endpoints serve AWS's own services.
package infra.aws.security_group_open_egress

import data.infra.lib.aws_network
import data.infra.lib.terraform

deny contains terraform.finding_at(rule, rule.at, aws_network.key(rule), message) if {
	some rule in aws_network.rules
	rule.direction == "egress"
	aws_network.is_everywhere(rule.cidr)
	aws_network.has_all_ports(rule)
	message := sprintf("%s lets everything out to everywhere (%s)", [rule.address, rule.cidr])
}
