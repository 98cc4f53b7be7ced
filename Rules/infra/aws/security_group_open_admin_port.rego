# METADATA
# title: Security group that opens administration to the internet
# description: >-
#   SSH, RDP, WinRM and the Docker, etcd and kubelet ports give a machine away to whoever has or guesses a credential, or knows
#   the next hole in the service. Open ones are tried all day long.
# custom:
#   severity: high
#   cwe: ["284"]
#   controls: [cis-aws-3.0-5.2, cis-aws-3.0-5.3]
#   aliases: [AVD-AWS-0107, CKV_AWS_24, CKV_AWS_25]
#   input: terraform
#   remedy: Let in the addresses of your own network alone, or use Session Manager and open nothing.
package infra.aws.security_group_open_admin_port

import data.infra.lib.aws_network
import data.infra.lib.terraform

deny contains terraform.finding_at(rule, rule.at, aws_network.key(rule), message) if {
	some rule in aws_network.rules
	rule.direction == "ingress"
	aws_network.is_everywhere(rule.cidr)
	not aws_network.has_all_ports(rule)
	opened := sort([port | some port in aws_network.admin_ports; aws_network.includes(rule, port)])
	opened[0]
	message := sprintf("%s lets everyone (%s) reach port %d", [rule.address, rule.cidr, opened[0]])
}
