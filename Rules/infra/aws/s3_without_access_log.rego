# METADATA
# title: S3 bucket that logs no access
# description: Without an access log nobody can tell afterwards which objects were read, and by whom.
# custom:
#   severity: low
#   cwe: ["778"]
#   aliases: [AVD-AWS-0089, CKV_AWS_18]
#   input: terraform
#   remedy: Add an `aws_s3_bucket_logging` that writes to a bucket for logs, or record data events in CloudTrail.
package infra.aws.s3_without_access_log

import data.infra.lib.aws_s3
import data.infra.lib.terraform

deny contains terraform.finding(bucket, "logging", message) if {
	some bucket in terraform.resources("aws_s3_bucket")
	not terraform.has(bucket, "logging")
	not aws_s3.is_described_by(bucket, "aws_s3_bucket_logging")
	not aws_s3.is_for_logs(bucket)
	message := sprintf("%s logs no access", [bucket.address])
}
