# METADATA
# title: Athena results without encryption
# description: Results hold the data that was asked for, and stay in their bucket.
# custom:
#   severity: low
#   cwe: ["311"]
#   aliases: [AVD-AWS-0006, CKV_AWS_77, CKV_AWS_159]
#   input: terraform
#   remedy: Add `encryption_configuration` with `SSE_KMS`.
package infra.aws.athena_unencrypted

import data.infra.lib.terraform

types := {
	"aws_athena_database": ["encryption_configuration", 0],
	"aws_athena_workgroup": ["configuration", 0, "result_configuration", 0, "encryption_configuration", 0],
}

deny contains terraform.finding(instance, path, message) if {
	some type, path in types
	some instance in terraform.resources(type)
	not terraform.has(instance, path)
	message := sprintf("%s does not encrypt results", [instance.address])
}
