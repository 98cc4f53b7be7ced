# METADATA
# title: EBS volume without encryption
# description: >-
#   An unencrypted volume gives unencrypted snapshots, which can be copied or shared with other accounts by one mistaken call.
# custom:
#   severity: medium
#   cwe: ["311"]
#   controls: [cis-aws-3.0-2.2.1]
#   aliases: [AVD-AWS-0026, CKV_AWS_3, CKV_AWS_183, CKV_AWS_235]
#   input: terraform
#   remedy: Set `encrypted = true`, or turn on `aws_ebs_encryption_by_default` for the account.
package infra.aws.unencrypted_volume

import data.infra.lib.terraform

deny contains terraform.finding(volume, "encrypted", message) if {
	some type in ["aws_ebs_volume", "aws_ebs_snapshot_copy", "aws_ami_copy"]
	some volume in terraform.resources(type)
	not terraform.is_on(volume, "encrypted")
	not is_default
	message := sprintf("%s is not encrypted", [volume.address])
}

is_default if {
	some setting in terraform.resources("aws_ebs_encryption_by_default")
	terraform.yes(terraform.value_or(setting, "enabled", true))
}
