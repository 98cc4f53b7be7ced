# METADATA
# title: Bucket that may be made public
# description: >-
#   Without all four blocks, one access list or policy that somebody adds later is enough to open the bucket to
#   everyone.
# custom:
#   severity: medium
#   cwe: ["284"]
#   controls: [aws-fsbp-s3.8]
#   aliases: [AVD-AWS-0086, AVD-AWS-0087, AVD-AWS-0091, AVD-AWS-0093, CKV_AWS_53, CKV_AWS_54, CKV_AWS_55, CKV_AWS_56]
#   input: cloudformation
#   remedy: >-
#     Set `BlockPublicAcls`, `BlockPublicPolicy`, `IgnorePublicAcls` and `RestrictPublicBuckets` to true in
#     `PublicAccessBlockConfiguration`.
package infra.cloudformation.s3_public_access_unblocked

import data.infra.lib.cloudformation

blocks := ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]

# Since April 2023 a bucket without the property has all four blocks.
deny contains finding if {
	some bucket in cloudformation.resources("AWS::S3::Bucket")
	cloudformation.has(bucket.values, "PublicAccessBlockConfiguration")
	configuration := bucket.values.PublicAccessBlockConfiguration
	missing := [block | some block in blocks; cloudformation.is_off(configuration, block)]
	count(missing) > 0
	finding := cloudformation.finding(bucket, sprintf("does not set %s", [concat(", ", missing)]), configuration, "PublicAccessBlockConfiguration")
}
