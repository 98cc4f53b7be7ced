# METADATA
# title: Security group with a port open to the internet
# description: >-
#   A port other than those of the web is open to everyone. What it serves may be meant for everyone; it is worth a look.
# custom:
#   severity: low
#   cwe: ["284"]
#   input: terraform
#   remedy: Narrow the range of addresses, or put a load balancer before it.
package infra.aws.security_group_open_port

import data.infra.lib.aws_network
import data.infra.lib.terraform

# Those of the web, and those that other checks are about.
others := aws_network.web_ports | aws_network.admin_ports | object.keys(aws_network.database_ports)

deny contains terraform.finding_at(rule, rule.at, aws_network.key(rule), message) if {
	some rule in aws_network.rules
	rule.direction == "ingress"
	aws_network.is_everywhere(rule.cidr)
	aws_network.has_ports(rule)
	not aws_network.has_all_ports(rule)
	[port | some port in others; aws_network.includes(rule, port)] == []
	message := sprintf("%s lets everyone (%s) reach %s", [rule.address, rule.cidr, aws_network.ports(rule)])
}
