# METADATA
# title: Log group without a key of its owner's
# description: Logs hold more than they should. A key says a second time who may read them.
# custom:
#   severity: info
#   cwe: ["311"]
#   aliases: [AVD-AWS-0017, CKV_AWS_158]
#   input: terraform
#   remedy: Set `kms_key_id`.
package infra.aws.log_group_without_customer_key

import data.infra.lib.terraform

deny contains terraform.finding(group, "kms_key_id", message) if {
	some group in terraform.resources("aws_cloudwatch_log_group")
	not terraform.has(group, "kms_key_id")
	message := sprintf("%s names no key", [group.address])
}
