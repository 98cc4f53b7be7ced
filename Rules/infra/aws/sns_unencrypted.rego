# METADATA
# title: SNS topic without encryption
# description: Messages are stored as they are until they are delivered.
# custom:
#   severity: low
#   cwe: ["311"]
#   aliases: [AVD-AWS-0095, AVD-AWS-0136, CKV_AWS_26]
#   input: terraform
#   remedy: Set `kms_master_key_id`.
package infra.aws.sns_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(topic, "kms_master_key_id", message) if {
	some topic in terraform.resources("aws_sns_topic")
	not terraform.has(topic, "kms_master_key_id")
	message := sprintf("%s is not encrypted", [topic.address])
}
