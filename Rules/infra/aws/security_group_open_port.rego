# METADATA
# title: Port open to the internet
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
others := {22, 23, 80, 443, 1433, 1521, 2375, 2376, 2379, 3306, 3389, 5432, 5439, 5601, 5900, 5985, 5986, 6379, 8086, 9042, 9092, 9200, 10250, 11211, 27017}

deny contains terraform.finding_at(rule, rule.at, aws_network.key(rule), message) if {
	some rule in aws_network.rules
	rule.direction == "ingress"
	aws_network.is_everywhere(rule.cidr)
	aws_network.has_ports(rule)
	not aws_network.has_all_ports(rule)
	[port | some port in others; aws_network.includes(rule, port)] == []
	message := sprintf("%s lets everyone (%s) reach %s", [rule.address, rule.cidr, aws_network.ports(rule)])
}
