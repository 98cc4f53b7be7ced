# METADATA
# title: CloudFront distribution that serves plain HTTP
# description: What visitors send and get can be read and changed on its way.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [AVD-AWS-0012, CKV_AWS_34]
#   input: terraform
#   remedy: Set `viewer_protocol_policy` to `redirect-to-https` or `https-only`.
package infra.aws.cloudfront_plain_http

import data.infra.lib.terraform

deny contains terraform.finding_at(distribution, policy, key, message) if {
	some distribution in terraform.resources("aws_cloudfront_distribution")
	some name in ["default_cache_behavior", "ordered_cache_behavior"]
	some behavior in terraform.blocks(distribution, name)
	policy := behavior.viewer_protocol_policy
	policy == "allow-all"
	key := concat(" ", [name, object.get(behavior, "path_pattern", "*")])
	message := sprintf("%s serves plain HTTP", [distribution.address])
}
