# METADATA
# title: CloudTrail of one region alone
# description: Whoever has a key works in the region nobody looks at.
# custom:
#   severity: medium
#   cwe: ["778"]
#   controls: [cis-aws-3.0-3.1]
#   aliases: [AVD-AWS-0014, CKV_AWS_67]
#   input: terraform
#   remedy: Set `is_multi_region_trail = true`.
package infra.aws.cloudtrail_one_region

import data.infra.lib.terraform

deny contains terraform.finding(trail, "is_multi_region_trail", message) if {
	some trail in terraform.resources("aws_cloudtrail")
	not terraform.is_on(trail, "is_multi_region_trail")
	message := sprintf("%s records one region alone", [trail.address])
}
