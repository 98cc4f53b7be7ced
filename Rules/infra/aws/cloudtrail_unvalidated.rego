# METADATA
# title: CloudTrail without digests of its files
# description: Without digests a record that somebody removed or changed looks like any other.
# custom:
#   severity: medium
#   cwe: ["354"]
#   controls: [cis-aws-3.0-3.2]
#   aliases: [AVD-AWS-0016, CKV_AWS_36]
#   input: terraform
#   remedy: Set `enable_log_file_validation = true`.
package infra.aws.cloudtrail_unvalidated

import data.infra.lib.terraform

deny contains terraform.finding(trail, "enable_log_file_validation", message) if {
	some trail in terraform.resources("aws_cloudtrail")
	not terraform.is_on(trail, "enable_log_file_validation")
	message := sprintf("files of %s cannot be checked for changes", [trail.address])
}
