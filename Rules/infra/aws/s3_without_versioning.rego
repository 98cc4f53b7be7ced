# METADATA
# title: S3 bucket without versions
# description: >-
#   Without versions an overwritten or deleted object is gone, be it by a mistake or by somebody who asks for money to give it
#   back.
# custom:
#   severity: low
#   cwe: ["693"]
#   aliases: [AVD-AWS-0090, CKV_AWS_21]
#   input: terraform
#   remedy: Give the bucket an `aws_s3_bucket_versioning` with status `Enabled`, and a lifecycle that removes old versions.
package infra.aws.s3_without_versioning

import data.infra.lib.aws_s3
import data.infra.lib.terraform

deny contains terraform.finding(bucket, ["versioning", 0, "enabled"], message) if {
	some bucket in terraform.resources("aws_s3_bucket")
	not terraform.is_on(bucket, ["versioning", 0, "enabled"])
	not aws_s3.is_described_by(bucket, "aws_s3_bucket_versioning")
	message := sprintf("%s keeps no versions of its objects", [bucket.address])
}

deny contains terraform.finding(instance, ["versioning_configuration", 0, "status"], message) if {
	some instance in terraform.resources("aws_s3_bucket_versioning")
	status := terraform.value(instance, ["versioning_configuration", 0, "status"])
	status in {"Disabled", "Suspended"}
	message := sprintf("%s has versions turned off", [instance.address])
}
