# METADATA
# title: EFS file system without encryption
# description: It cannot be encrypted later; its backups are as open as it is.
# custom:
#   severity: medium
#   cwe: ["311"]
#   controls: [cis-aws-3.0-2.4.1]
#   aliases: [AVD-AWS-0037, CKV_AWS_42]
#   input: terraform
#   remedy: Set `encrypted = true`, with a `kms_key_id` of your own.
package infra.aws.efs_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(system, "encrypted", message) if {
	some system in terraform.resources("aws_efs_file_system")
	not terraform.is_on(system, "encrypted")
	message := sprintf("%s is not encrypted", [system.address])
}
