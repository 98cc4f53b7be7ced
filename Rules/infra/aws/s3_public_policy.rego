# METADATA
# title: S3 bucket whose policy lets anyone in
# description: >-
#   A statement that allows with principal `*`, and no condition that says who, is open to the whole internet, whatever the ACL
#   says.
# custom:
#   severity: high
#   cwe: ["732"]
#   controls: [cis-aws-3.0-2.1.4]
#   aliases: [CKV_AWS_70]
#   input: terraform
#   remedy: Name the accounts or roles as principals; for a web site, let CloudFront's origin access control alone read it.
package infra.aws.s3_public_policy

import data.infra.lib.aws_policy
import data.infra.lib.aws_s3
import data.infra.lib.terraform

deny contains terraform.finding_at(instance, statement.at, statement.key, message) if {
	some type in ["aws_s3_bucket", "aws_s3_bucket_policy"]
	some instance in terraform.resources(type)
	some statement in aws_policy.statements(instance, "policy")
	aws_policy.grants_anyone(statement)
	not is_restricted(instance)
	message := sprintf("%s lets anyone use the bucket", [instance.address])
}

is_restricted(instance) if {
	instance.type == "aws_s3_bucket"
	aws_s3.keeps_from_public(instance, "restrict_public_buckets")
}

is_restricted(instance) if {
	instance.type == "aws_s3_bucket_policy"
	aws_s3.keeps_bucket_from_public(instance, "restrict_public_buckets")
}
