# METADATA
# title: Subnet that gives public addresses
# description: Whatever is started in the subnet gets a public address without anybody asking for it.
# custom:
#   severity: low
#   cwe: ["668"]
#   aliases: [AVD-AWS-0164, CKV_AWS_130]
#   input: terraform
#   remedy: Leave `map_public_ip_on_launch` off; give addresses to load balancers and NAT gateways alone.
package infra.aws.subnet_public_addresses

import data.infra.lib.terraform

deny contains terraform.finding(subnet, "map_public_ip_on_launch", message) if {
	some type in ["aws_subnet", "aws_default_subnet"]
	some subnet in terraform.resources(type)
	terraform.is_on(subnet, "map_public_ip_on_launch")
	message := sprintf("%s gives a public address to what starts in it", [subnet.address])
}
