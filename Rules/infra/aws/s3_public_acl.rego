# METADATA
# title: S3 bucket that an ACL opens to the public
# description: >-
#   With a public ACL anyone who knows or guesses the bucket's name lists or reads what it holds, and with public-read-write
#   puts files of their own there. Most large leaks from S3 began like this.
# custom:
#   severity: high
#   cwe: ["732"]
#   controls: [cis-aws-3.0-2.1.4]
#   aliases: [AVD-AWS-0092, CKV_AWS_20, CKV_AWS_57, CKV_AWS_375]
#   input: terraform
#   remedy: Make the ACL `private`, or leave ACLs off by `BucketOwnerEnforced`; serve public files through CloudFront.
package infra.aws.s3_public_acl

import data.infra.lib.aws_s3
import data.infra.lib.terraform

public_acls := {"public-read", "public-read-write", "authenticated-read"}

deny contains terraform.finding(instance, "acl", message) if {
	some type in ["aws_s3_bucket", "aws_s3_bucket_acl"]
	some instance in terraform.resources(type)
	acl := terraform.value(instance, "acl")
	acl in public_acls
	not ignores_acls(instance)
	message := sprintf("%s opens the bucket to everybody by ACL '%s'", [instance.address, acl])
}

deny contains terraform.finding_at(instance, uri, "grant", message) if {
	some type in ["aws_s3_bucket", "aws_s3_bucket_acl"]
	some instance in terraform.resources(type)
	some uri in groups(instance)
	endswith(uri, "/global/AllUsers")
	not ignores_acls(instance)
	message := sprintf("%s grants a permission to everybody", [instance.address])
}

deny contains terraform.finding_at(instance, uri, "grant", message) if {
	some type in ["aws_s3_bucket", "aws_s3_bucket_acl"]
	some instance in terraform.resources(type)
	some uri in groups(instance)
	endswith(uri, "/global/AuthenticatedUsers")
	not ignores_acls(instance)
	message := sprintf("%s grants a permission to everybody with any AWS account", [instance.address])
}

# Groups that are granted something.
groups(bucket) := [grant.uri | some grant in terraform.blocks(bucket, "grant")] if bucket.type == "aws_s3_bucket"

groups(acl) := [grant.grantee[0].uri |
	some grant in terraform.blocks(acl, ["access_control_policy", 0, "grant"])
] if {
	acl.type == "aws_s3_bucket_acl"
}

ignores_acls(instance) if {
	instance.type == "aws_s3_bucket"
	aws_s3.keeps_from_public(instance, "ignore_public_acls")
}

ignores_acls(instance) if {
	instance.type == "aws_s3_bucket_acl"
	aws_s3.keeps_bucket_from_public(instance, "ignore_public_acls")
}
