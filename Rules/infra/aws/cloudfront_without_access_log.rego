# METADATA
# title: CloudFront distribution that logs no access
# description: Without its log nobody can tell afterwards who asked for what.
# custom:
#   severity: low
#   cwe: ["778"]
#   aliases: [AVD-AWS-0010, CKV_AWS_86]
#   input: terraform
#   remedy: Add `logging_config`, or a delivery of CloudWatch logs for the distribution.
package infra.aws.cloudfront_without_access_log

import data.infra.lib.terraform

deny contains terraform.finding(distribution, "logging_config", message) if {
	some distribution in terraform.resources("aws_cloudfront_distribution")
	not terraform.has(distribution, ["logging_config", 0])
	not terraform.is_linked_to(distribution, "aws_cloudwatch_log_delivery_source", "resource_arn")
	message := sprintf("%s logs no access", [distribution.address])
}
