# METADATA
# title: Instance with an address of its own on the internet
# description: >-
#   A machine with a public address is found and tried within minutes, and only its security groups stand before it.
# custom:
#   severity: medium
#   cwe: ["668"]
#   aliases: [AVD-AWS-0009, CKV_AWS_88, CKV_AWS_333, CKV_AWS_389]
#   input: terraform
#   remedy: Put it into a private subnet, behind a load balancer for what it serves and Session Manager for its administration.
package infra.aws.instance_public_address

import data.infra.lib.terraform

deny contains terraform.finding(instance, path, message) if {
	some type, path in {
		"aws_ecs_service": ["network_configuration", 0, "assign_public_ip"],
		"aws_instance": "associate_public_ip_address",
		"aws_launch_configuration": "associate_public_ip_address",
		"aws_launch_template": ["network_interfaces", 0, "associate_public_ip_address"],
	}
	some instance in terraform.resources(type)
	terraform.is_on(instance, path)
	message := sprintf("%s gets a public address", [instance.address])
}
