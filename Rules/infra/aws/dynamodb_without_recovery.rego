# METADATA
# title: DynamoDB table without point-in-time recovery
# description: Without point-in-time recovery what was overwritten or deleted is lost at once.
# custom:
#   severity: low
#   cwe: ["693"]
#   aliases: [AVD-AWS-0024, CKV_AWS_28, CKV_AWS_165]
#   input: terraform
#   remedy: Add `point_in_time_recovery { enabled = true }`.
package infra.aws.dynamodb_without_recovery

import data.infra.lib.terraform

deny contains terraform.finding(table, ["point_in_time_recovery", 0, "enabled"], message) if {
	some table in terraform.resources("aws_dynamodb_table")
	not terraform.is_on(table, ["point_in_time_recovery", 0, "enabled"])
	message := sprintf("%s cannot be brought back to an earlier time", [table.address])
}
