# METADATA
# title: VPC that keeps no record of its traffic
# description: Without flow logs nobody can tell afterwards who spoke with whom.
# custom:
#   severity: low
#   cwe: ["778"]
#   controls: [cis-aws-3.0-3.7]
#   aliases: [AVD-AWS-0178, CKV2_AWS_11]
#   input: terraform
#   remedy: Add an `aws_flow_log` for the VPC, at least for rejected traffic.
package infra.aws.vpc_without_flow_log

import data.infra.lib.terraform

deny contains terraform.finding_at(vpc, vpc, "flow_log", message) if {
	some vpc in terraform.resources("aws_vpc")
	not terraform.is_linked_to(vpc, "aws_flow_log", "vpc_id")
	message := sprintf("%s has no flow log", [vpc.address])
}
