# METADATA
# title: SQS queue with encryption turned off
# description: SQS encrypts by itself. Here somebody turned that off, so messages are stored as they are.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0096, CKV_AWS_27]
#   input: terraform
#   remedy: Leave `sqs_managed_sse_enabled` out, or set `kms_master_key_id`.
package infra.aws.sqs_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(queue, "sqs_managed_sse_enabled", message) if {
	some queue in terraform.resources("aws_sqs_queue")
	terraform.is_off(queue, "sqs_managed_sse_enabled")
	not terraform.has(queue, "kms_master_key_id")
	message := sprintf("%s has encryption turned off", [queue.address])
}
