package infra.lib.aws_network_test

import data.infra.lib.aws_network

group(values) := {"resources": {"aws_security_group": [{"address": "aws_security_group.a", "values": values}]}}

rule_of_group(values) := {"resources": {"aws_security_group_rule": [{"address": "aws_security_group_rule.a", "values": values}]}}

test_a_block_gives_a_rule_for_each_range if {
	found := aws_network.rules with input as group({"ingress": [{
		"from_port": 22,
		"to_port": 22,
		"protocol": "tcp",
		"cidr_blocks": ["0.0.0.0/0", "10.0.0.0/8"],
		"ipv6_cidr_blocks": ["::/0"],
	}]})
	{rule.cidr | some rule in found} == {"0.0.0.0/0", "10.0.0.0/8", "::/0"}
}

test_resources_of_their_own_are_rules_too if {
	found := aws_network.rules with input as rule_of_group({
		"type": "egress",
		"from_port": "0",
		"to_port": "0",
		"protocol": "-1",
		"cidr_blocks": ["0.0.0.0/0"],
	})
	{rule.direction | some rule in found} == {"egress"}
	every rule in found {
		aws_network.has_all_ports(rule)
		not aws_network.includes(rule, 22)
	}
}

test_a_rule_by_itself_has_no_ports_for_all_protocols if {
	found := aws_network.rules with input as {"resources": {"aws_vpc_security_group_ingress_rule": [{
		"address": "a",
		"values": {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1"},
	}]}}
	count(found) == 1
	every rule in found {
		aws_network.ports(rule) == "every port"
	}
}

test_ports_may_be_texts if {
	rule := {"protocol": "6", "from": "20", "to": "30"}
	aws_network.includes(rule, 22)
	not aws_network.includes(rule, 31)
	not aws_network.has_all_ports(rule)
	aws_network.ports(rule) == "ports 20 to 30"
}

test_icmp_has_no_ports if {
	not aws_network.includes({"protocol": "icmp", "from": -1, "to": 65535}, 22)
}

test_a_denying_acl_opens_nothing if {
	found := aws_network.acl_rules with input as {"resources": {"aws_network_acl": [{"address": "a", "values": {"ingress": [
		{"action": "deny", "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 0, "protocol": "-1"},
		{"action": "allow", "cidr_block": "10.0.0.0/8", "from_port": 0, "to_port": 0, "protocol": "-1"},
	]}}]}}
	{rule.cidr | some rule in found} == {"10.0.0.0/8"}
}
