# METADATA
# title: Bucket that its access list opens
# description: >-
#   A public access list lets anyone on the internet list or read, and with PublicReadWrite even write, what the
#   bucket holds.
# custom:
#   severity: high
#   cwe: ["284"]
#   controls: [aws-fsbp-s3.2]
#   aliases: [AVD-AWS-0092, CKV_AWS_20]
#   input: cloudformation
#   remedy: Remove `AccessControl`; grant access by a bucket policy to those who need it.
package infra.cloudformation.s3_public_acl

import data.infra.lib.cloudformation

deny contains finding if {
	some bucket in cloudformation.resources("AWS::S3::Bucket")
	bucket.values.AccessControl in {"PublicRead", "PublicReadWrite", "AuthenticatedRead"}
	finding := cloudformation.finding(bucket, sprintf("has the access list %s", [bucket.values.AccessControl]), bucket.values.AccessControl, "AccessControl")
}
