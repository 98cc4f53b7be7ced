# Who may reach what: rules of security groups and network ACLs, wherever a configuration writes them.
package infra.lib.aws_network

import data.infra.lib.terraform

# Rules of security groups, one for each range of addresses: `address` of the resource, `direction`, `protocol`, `from`,
# `to`, `cidr`, and `at` for the place.
rules contains rule if {
	some type in ["aws_security_group", "aws_default_security_group"]
	some group in terraform.resources(type)
	some direction in ["ingress", "egress"]
	some block in terraform.blocks(group, direction)
	some attribute in ["cidr_blocks", "ipv6_cidr_blocks"]
	some cidr in terraform.list(object.get(block, attribute, null))
	rule := rule_of(group, direction, block, "protocol", cidr)
}

rules contains rule if {
	some instance in terraform.resources("aws_security_group_rule")
	direction := terraform.value(instance, "type")
	some attribute in ["cidr_blocks", "ipv6_cidr_blocks"]
	some cidr in terraform.blocks(instance, attribute)
	rule := rule_of(instance, direction, instance.values, "protocol", cidr)
}

rules contains rule if {
	some direction in ["ingress", "egress"]
	some instance in terraform.resources(sprintf("aws_vpc_security_group_%s_rule", [direction]))
	some attribute in ["cidr_ipv4", "cidr_ipv6"]
	cidr := terraform.value(instance, attribute)
	rule := rule_of(instance, direction, instance.values, "ip_protocol", cidr)
}

rule_of(instance, direction, values, protocol, cidr) := {
	"address": instance.address,
	"direction": direction,
	"protocol": object.get(values, protocol, "tcp"),
	"from": object.get(values, "from_port", null),
	"to": object.get(values, "to_port", null),
	"cidr": cidr,
	"at": cidr,
}

# Rules of network ACLs that allow what comes in, in the same shape.
acl_rules contains rule if {
	some type in ["aws_network_acl", "aws_default_network_acl"]
	some acl in terraform.resources(type)
	some block in terraform.blocks(acl, "ingress")
	lower(object.get(block, "action", "")) == "allow"
	some attribute in ["cidr_block", "ipv6_cidr_block"]
	cidr := object.get(block, attribute, null)
	cidr != null
	rule := rule_of(acl, "ingress", block, "protocol", cidr)
}

acl_rules contains rule if {
	some instance in terraform.resources("aws_network_acl_rule")
	not terraform.is_on(instance, "egress")
	lower(terraform.value(instance, "rule_action")) == "allow"
	some attribute in ["cidr_block", "ipv6_cidr_block"]
	cidr := terraform.value(instance, attribute)
	rule := rule_of(instance, "ingress", instance.values, "protocol", cidr)
}

# Ports by which machines are run: SSH, Telnet, Docker, etcd, RDP, VNC, WinRM, the kubelet.
admin_ports := {22, 23, 2375, 2376, 2379, 3389, 5900, 5985, 5986, 10250}

# Ports of databases, caches and the like.
database_ports := {
	1433: "SQL Server",
	1521: "Oracle",
	3306: "MySQL",
	5432: "PostgreSQL",
	5439: "Redshift",
	5601: "Kibana",
	6379: "Redis",
	8086: "InfluxDB",
	9042: "Cassandra",
	9092: "Kafka",
	9200: "Elasticsearch",
	11211: "Memcached",
	27017: "MongoDB",
}

# Ports that are open to everyone on purpose.
web_ports := {80, 443}

# Whether a range holds every address there is.
is_everywhere(cidr) if endswith(cidr, "/0")

has_all_protocols(rule) if rule.protocol in {"-1", -1, "all"}

has_ports(rule) if lower(sprintf("%v", [rule.protocol])) in {"tcp", "udp", "6", "17"}

has_all_ports(rule) if has_all_protocols(rule)

has_all_ports(rule) if {
	has_ports(rule)
	terraform.number(rule.from) <= 1
	terraform.number(rule.to) >= 65535
}

# Whether a rule speaks of a port by a range of its own.
includes(rule, port) if {
	has_ports(rule)
	terraform.number(rule.from) <= port
	terraform.number(rule.to) >= port
}

# What a rule opens, in words.
ports(rule) := "every port" if has_all_ports(rule)

ports(rule) := sprintf("port %v", [rule.from]) if {
	not has_all_ports(rule)
	terraform.number(rule.from) == terraform.number(rule.to)
}

ports(rule) := sprintf("ports %v to %v", [rule.from, rule.to]) if {
	not has_all_ports(rule)
	terraform.number(rule.from) != terraform.number(rule.to)
}

key(rule) := sprintf("%s %v %v-%v %s", [rule.direction, rule.protocol, rule.from, rule.to, rule.cidr])
