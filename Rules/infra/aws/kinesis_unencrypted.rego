# METADATA
# title: Kinesis stream without encryption
# description: Records are stored as they are for as long as the stream keeps them.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0064, CKV_AWS_43, CKV_AWS_240]
#   input: terraform
#   remedy: Set `encryption_type = "KMS"` and a `kms_key_id`; for Firehose `server_side_encryption`.
package infra.aws.kinesis_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(stream, "encryption_type", message) if {
	some stream in terraform.resources("aws_kinesis_stream")
	terraform.value_or(stream, "encryption_type", "NONE") == "NONE"
	message := sprintf("%s is not encrypted", [stream.address])
}

deny contains terraform.finding(stream, ["server_side_encryption", 0, "enabled"], message) if {
	some stream in terraform.resources("aws_kinesis_firehose_delivery_stream")
	not terraform.has(stream, ["kinesis_source_configuration", 0])
	not terraform.is_on(stream, ["server_side_encryption", 0, "enabled"])
	message := sprintf("%s is not encrypted", [stream.address])
}
