# METADATA
# title: Network ACL that lets everything in
# description: An ACL that allows everything from everywhere is no wall at all.
# custom:
#   severity: low
#   cwe: ["284"]
#   aliases: [AVD-AWS-0102, CKV_AWS_352]
#   input: terraform
#   remedy: Allow the ports that the subnet serves, and those that answers come back to.
package infra.aws.network_acl_all_ports_open

import data.infra.lib.aws_network
import data.infra.lib.terraform

deny contains terraform.finding_at(rule, rule.at, aws_network.key(rule), message) if {
	some rule in aws_network.acl_rules
	aws_network.is_everywhere(rule.cidr)
	aws_network.has_all_ports(rule)
	message := sprintf("%s lets everyone (%s) reach every port", [rule.address, rule.cidr])
}
