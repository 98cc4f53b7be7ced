# What is said of a bucket, by itself and by the resources that mean it.
package infra.lib.aws_s3

import data.infra.lib.terraform

# The four settings that keep a bucket from the public.
public_access_settings := {
	"block_public_acls",
	"block_public_policy",
	"ignore_public_acls",
	"restrict_public_buckets",
}

has_public_access_block(bucket) if is_described_by(bucket, "aws_s3_bucket_public_access_block")

# Whether a setting holds for a bucket, by its own block or by the account's.
keeps_from_public(bucket, setting) if {
	some block in terraform.linked_to(bucket, "aws_s3_bucket_public_access_block", "bucket")
	terraform.is_on(block, setting)
}

keeps_from_public(_, setting) if account_keeps_from_public(setting)

account_keeps_from_public(setting) if {
	some block in terraform.resources("aws_s3_account_public_access_block")
	terraform.is_on(block, setting)
}

# The same for a resource that means a bucket.
keeps_bucket_from_public(instance, setting) if {
	some bucket in terraform.resources("aws_s3_bucket")
	terraform.linked(instance, "bucket", bucket)
	keeps_from_public(bucket, setting)
}

keeps_bucket_from_public(_, setting) if account_keeps_from_public(setting)

# Whether a resource of a type means the bucket.
is_described_by(bucket, type) if terraform.is_linked_to(bucket, type, "bucket")

# Buckets that others write their access logs to; logging their own accesses would feed itself.
is_for_logs(bucket) if terraform.value(bucket, "acl") == "log-delivery-write"

is_for_logs(bucket) if {
	some acl in terraform.linked_to(bucket, "aws_s3_bucket_acl", "bucket")
	terraform.value(acl, "acl") == "log-delivery-write"
}

is_for_logs(bucket) if terraform.is_linked_to(bucket, "aws_s3_bucket_logging", "target_bucket")

is_for_logs(bucket) if terraform.is_linked_to(bucket, "aws_s3_bucket", "logging")
