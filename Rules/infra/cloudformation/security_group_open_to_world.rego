# METADATA
# title: Remote access open to the internet
# description: >-
#   A rule that lets every address reach SSH, RDP or all ports is tried by password guessers within minutes.
# custom:
#   severity: high
#   cwe: ["284"]
#   controls: [cis-aws-5.2, cis-aws-5.3, aws-fsbp-ec2.13]
#   aliases: [AVD-AWS-0107, CKV_AWS_24, CKV_AWS_25]
#   input: cloudformation
#   remedy: Name the addresses that need it in `CidrIp`, or reach the machines through Session Manager.
package infra.cloudformation.security_group_open_to_world

import data.infra.lib.cloudformation

sensitive := [22, 3389]

rules contains [group, ingress] if {
	some group in cloudformation.resources("AWS::EC2::SecurityGroup")
	some ingress in cloudformation.list(group.values.SecurityGroupIngress)
}

rules contains [ingress, ingress.values] if {
	some ingress in cloudformation.resources("AWS::EC2::SecurityGroupIngress")
}

deny contains finding if {
	some [resource, ingress] in rules
	some key in ["CidrIp", "CidrIpv6"]
	ingress[key] in cloudformation.everywhere
	ports := reached(ingress)
	finding := cloudformation.finding(resource, sprintf("lets every address reach %s", [ports]), ingress[key], ports)
}

reached(ingress) := "all ports" if sprintf("%v", [ingress.IpProtocol]) == "-1"

reached(ingress) := sprintf("port %s", [concat(" and ", ports)]) if {
	sprintf("%v", [ingress.IpProtocol]) in {"tcp", "6"}
	ports := [sprintf("%d", [port]) |
		some port in sensitive
		to_number(ingress.FromPort) <= port
		port <= to_number(ingress.ToPort)
	]
	count(ports) > 0
}
