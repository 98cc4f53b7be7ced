# METADATA
# title: Distribution that takes plain HTTP
# description: >-
#   What is sent over plain HTTP can be read and changed on its way.
# custom:
#   severity: medium
#   cwe: ["319"]
#   controls: [aws-fsbp-cloudfront.3]
#   aliases: [AVD-AWS-0012, CKV_AWS_34]
#   input: cloudformation
#   remedy: Set `ViewerProtocolPolicy` to `redirect-to-https` or `https-only`.
package infra.cloudformation.cloudfront_plain_http

import data.infra.lib.cloudformation

behaviours(distribution) := [object.get(distribution.values.DistributionConfig, "DefaultCacheBehavior", {})] if {
	not cloudformation.has(distribution.values.DistributionConfig, "CacheBehaviors")
}

behaviours(distribution) := array.concat(
	[object.get(distribution.values.DistributionConfig, "DefaultCacheBehavior", {})],
	distribution.values.DistributionConfig.CacheBehaviors,
)

deny contains finding if {
	some distribution in cloudformation.resources("AWS::CloudFront::Distribution")
	some behaviour in behaviours(distribution)
	behaviour.ViewerProtocolPolicy == "allow-all"
	finding := cloudformation.finding(distribution, "takes plain HTTP", behaviour.ViewerProtocolPolicy, object.get(behaviour, "PathPattern", "*"))
}
