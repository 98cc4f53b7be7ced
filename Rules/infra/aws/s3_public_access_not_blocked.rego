# METADATA
# title: S3 bucket that may be made public
# description: >-
#   The block of public access is the second lock: with it a wrong ACL or policy opens nothing. Without it one line, in any
#   later change or by hand, is enough to publish the bucket.
# custom:
#   severity: medium
#   cwe: ["284"]
#   controls: [cis-aws-3.0-2.1.4]
#   aliases:
#     - AVD-AWS-0086
#     - AVD-AWS-0087
#     - AVD-AWS-0091
#     - AVD-AWS-0093
#     - AVD-AWS-0094
#     - CKV_AWS_53
#     - CKV_AWS_54
#     - CKV_AWS_55
#     - CKV_AWS_56
#     - CKV2_AWS_6
#   input: terraform
#   remedy: Give the bucket an `aws_s3_bucket_public_access_block` with all four settings true, or the account one for all.
package infra.aws.s3_public_access_not_blocked

import data.infra.lib.aws_s3
import data.infra.lib.terraform

deny contains terraform.finding(bucket, "public_access_block", message) if {
	some bucket in terraform.resources("aws_s3_bucket")
	not aws_s3.has_public_access_block(bucket)
	some setting in aws_s3.public_access_settings
	not aws_s3.account_keeps_from_public(setting)
	message := sprintf("%s has no block of public access", [bucket.address])
}

deny contains terraform.finding(block, setting, message) if {
	some block in terraform.resources("aws_s3_bucket_public_access_block")
	some setting in aws_s3.public_access_settings
	not terraform.is_on(block, setting)
	not aws_s3.account_keeps_from_public(setting)
	message := sprintf("%s leaves '%s' off", [block.address, setting])
}
