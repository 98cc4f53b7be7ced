# METADATA
# title: CloudTrail turned off
# description: A trail that is turned off looks like one, and keeps no record.
# custom:
#   severity: high
#   cwe: ["778"]
#   controls: [cis-aws-3.0-3.1]
#   aliases: [CKV_AWS_251]
#   input: terraform
#   fix: {from: "false", to: "true"}
#   remedy: Set `enable_logging = true`, or remove the trail.
package infra.aws.cloudtrail_off

import data.infra.lib.terraform

deny contains terraform.finding(trail, "enable_logging", message) if {
	some trail in terraform.resources("aws_cloudtrail")
	terraform.is_off(trail, "enable_logging")
	message := sprintf("%s is turned off", [trail.address])
}
