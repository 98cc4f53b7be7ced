# METADATA
# title: CloudTrail that does not reach CloudWatch Logs
# description: Files in a bucket are read afterwards. Alarms need the records in CloudWatch Logs.
# custom:
#   severity: low
#   cwe: ["778"]
#   aliases: [AVD-AWS-0162, CKV2_AWS_10]
#   input: terraform
#   remedy: Set `cloud_watch_logs_group_arn` and a role, and make alarms on what matters.
package infra.aws.cloudtrail_without_log_group

import data.infra.lib.terraform

deny contains terraform.finding(trail, "cloud_watch_logs_group_arn", message) if {
	some trail in terraform.resources("aws_cloudtrail")
	not terraform.has(trail, "cloud_watch_logs_group_arn")
	message := sprintf("%s does not reach CloudWatch Logs", [trail.address])
}
