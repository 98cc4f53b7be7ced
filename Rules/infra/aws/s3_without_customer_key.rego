# METADATA
# title: S3 bucket without a key of its owner's
# description: >-
#   S3 encrypts what it stores with a key of its own. Only a key in KMS can be withheld from those who may read the bucket,
#   be watched in CloudTrail, and be disabled when something went wrong.
# custom:
#   severity: low
#   cwe: ["311"]
#   aliases: [AVD-AWS-0088, AVD-AWS-0132, CKV_AWS_19, CKV_AWS_145]
#   input: terraform
#   remedy: Give the bucket an `aws_s3_bucket_server_side_encryption_configuration` with `sse_algorithm = "aws:kms"` and a key.
package infra.aws.s3_without_customer_key

import data.infra.lib.aws_s3
import data.infra.lib.terraform

deny contains terraform.finding(bucket, "server_side_encryption_configuration", message) if {
	some bucket in terraform.resources("aws_s3_bucket")
	not terraform.has(bucket, "server_side_encryption_configuration")
	not aws_s3.is_described_by(bucket, "aws_s3_bucket_server_side_encryption_configuration")
	message := sprintf("%s is encrypted with a key of S3's own", [bucket.address])
}

deny contains terraform.finding_at(instance, algorithm, "sse_algorithm", message) if {
	some type in ["aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration"]
	some instance in terraform.resources(type)
	some rule in rules(instance)
	algorithm := rule.apply_server_side_encryption_by_default[0].sse_algorithm
	algorithm == "AES256"
	message := sprintf("%s encrypts with a key of S3's own", [instance.address])
}

rules(instance) := terraform.blocks(instance, ["server_side_encryption_configuration", 0, "rule"]) if {
	instance.type == "aws_s3_bucket"
}

rules(instance) := terraform.blocks(instance, "rule") if instance.type != "aws_s3_bucket"
