# METADATA
# title: Network ACL that lets everyone reach administration
# description: >-
#   The ACL is the wall around a subnet. With SSH or RDP open in it only the security groups stand before each machine.
# custom:
#   severity: medium
#   cwe: ["284"]
#   controls: [cis-aws-3.0-5.1]
#   aliases: [AVD-AWS-0105, CKV_AWS_231, CKV_AWS_232]
#   input: terraform
#   remedy: Allow these ports from your own network alone.
package infra.aws.network_acl_open_admin_port

import data.infra.lib.aws_network
import data.infra.lib.terraform

deny contains terraform.finding_at(rule, rule.at, aws_network.key(rule), message) if {
	some rule in aws_network.acl_rules
	aws_network.is_everywhere(rule.cidr)
	not aws_network.has_all_ports(rule)
	some port in [22, 3389]
	aws_network.includes(rule, port)
	message := sprintf("%s lets everyone (%s) reach port %d", [rule.address, rule.cidr, port])
}
