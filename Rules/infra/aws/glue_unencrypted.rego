# METADATA
# title: Glue without encryption
# description: Jobs keep copies of the data they work on, and the catalogue keeps passwords of connections.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [CKV_AWS_94, CKV_AWS_99]
#   input: terraform
#   remedy: Set the modes to `SSE-KMS` or `CSE-KMS`, and `return_connection_password_encrypted` to true.
package infra.aws.glue_unencrypted

import data.infra.lib.terraform

paths := {
	"aws_glue_data_catalog_encryption_settings": [
		["data_catalog_encryption_settings", 0, "encryption_at_rest", 0, "catalog_encryption_mode"],
	],
	"aws_glue_security_configuration": [
		["encryption_configuration", 0, "cloudwatch_encryption", 0, "cloudwatch_encryption_mode"],
		["encryption_configuration", 0, "job_bookmarks_encryption", 0, "job_bookmarks_encryption_mode"],
		["encryption_configuration", 0, "s3_encryption", 0, "s3_encryption_mode"],
	],
}

deny contains terraform.finding(instance, path, message) if {
	some type, paths_of_type in paths
	some instance in terraform.resources(type)
	some path in paths_of_type
	terraform.value_or(instance, path, "DISABLED") == "DISABLED"
	message := sprintf("%s leaves '%s' off", [instance.address, path[count(path) - 1]])
}

deny contains terraform.finding(instance, path, message) if {
	some instance in terraform.resources("aws_glue_data_catalog_encryption_settings")
	path := ["data_catalog_encryption_settings", 0, "connection_password_encryption", 0, "return_connection_password_encrypted"]
	not terraform.is_on(instance, path)
	message := sprintf("%s gives passwords of connections out unencrypted", [instance.address])
}
