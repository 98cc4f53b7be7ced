# METADATA
# title: CloudFront distribution without a web application firewall
# description: Known attacks, floods and bots reach the origin as they come.
# custom:
#   severity: low
#   cwe: ["693"]
#   aliases: [AVD-AWS-0011, CKV_AWS_68]
#   input: terraform
#   remedy: Give `web_acl_id` the ARN of an `aws_wafv2_web_acl` of scope `CLOUDFRONT`.
package infra.aws.cloudfront_without_firewall

import data.infra.lib.terraform

deny contains terraform.finding(distribution, "web_acl_id", message) if {
	some distribution in terraform.resources("aws_cloudfront_distribution")
	not terraform.has(distribution, "web_acl_id")
	message := sprintf("%s has no web application firewall", [distribution.address])
}
