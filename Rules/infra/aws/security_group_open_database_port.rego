# METADATA
# title: Security group that opens a database to the internet
# description: >-
#   Databases and caches are made for a network of friends. Open to everyone they are emptied, or encrypted for ransom, within
#   hours of being found.
# custom:
#   severity: high
#   cwe: ["284"]
#   input: terraform
#   remedy: Let in the security groups of the applications that use it (`security_groups`, `referenced_security_group_id`).
package infra.aws.security_group_open_database_port

import data.infra.lib.aws_network
import data.infra.lib.terraform

deny contains terraform.finding_at(rule, rule.at, aws_network.key(rule), message) if {
	some rule in aws_network.rules
	rule.direction == "ingress"
	aws_network.is_everywhere(rule.cidr)
	not aws_network.has_all_ports(rule)
	opened := sort([port | some port, _ in aws_network.database_ports; aws_network.includes(rule, port)])
	opened[0]
	service := aws_network.database_ports[opened[0]]
	message := sprintf("%s lets everyone (%s) reach port %d (%s)", [rule.address, rule.cidr, opened[0], service])
}
