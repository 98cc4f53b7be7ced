# METADATA
# title: DynamoDB table without a key of its owner's
# description: A key that belongs to DynamoDB cannot be withheld, watched or disabled.
# custom:
#   severity: low
#   cwe: ["311"]
#   aliases: [AVD-AWS-0025, CKV_AWS_119]
#   input: terraform
#   remedy: Add `server_side_encryption` with `enabled = true` and a `kms_key_arn`.
package infra.aws.dynamodb_without_customer_key

import data.infra.lib.terraform

deny contains terraform.finding(table, ["server_side_encryption", 0, "enabled"], message) if {
	some table in terraform.resources("aws_dynamodb_table")
	not terraform.is_on(table, ["server_side_encryption", 0, "enabled"])
	message := sprintf("%s is encrypted with a key of DynamoDB's own", [table.address])
}
