# METADATA
# title: Use of the default VPC
# description: Each subnet of the default VPC is public, and its security group lets all members reach each other.
# custom:
#   severity: low
#   cwe: ["1188"]
#   aliases: [AVD-AWS-0101, CKV_AWS_148]
#   input: terraform
#   remedy: Make a VPC of its own for the work, and delete the default one.
package infra.aws.default_vpc

import data.infra.lib.terraform

deny contains terraform.finding_at(vpc, vpc, "vpc", message) if {
	some vpc in terraform.resources("aws_default_vpc")
	not terraform.is_on(vpc, "force_destroy")
	message := sprintf("%s keeps the default VPC", [vpc.address])
}
