# METADATA
# title: Encryption of new EBS volumes turned off
# description: With the account's default off each volume is encrypted only where somebody thought of it.
# custom:
#   severity: medium
#   cwe: ["311"]
#   controls: [cis-aws-3.0-2.2.1]
#   aliases: [CKV_AWS_106]
#   input: terraform
#   fix: {from: "false", to: "true"}
#   remedy: Set `enabled = true`.
package infra.aws.unencrypted_volumes_by_default

import data.infra.lib.terraform

deny contains terraform.finding(setting, "enabled", message) if {
	some setting in terraform.resources("aws_ebs_encryption_by_default")
	terraform.is_off(setting, "enabled")
	message := sprintf("%s turns encryption of new volumes off", [setting.address])
}
