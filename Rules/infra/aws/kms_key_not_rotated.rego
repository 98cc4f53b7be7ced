# METADATA
# title: KMS key without rotation
# description: >-
#   The longer a key is in use the more one leak of it opens. KMS renews the material by itself and keeps the old for reading.
# custom:
#   severity: low
#   cwe: ["324"]
#   controls: [cis-aws-3.0-3.6]
#   aliases: [AVD-AWS-0065, CKV_AWS_7]
#   input: terraform
#   remedy: Set `enable_key_rotation = true`.
package infra.aws.kms_key_not_rotated

import data.infra.lib.terraform

deny contains terraform.finding(key, "enable_key_rotation", message) if {
	some key in terraform.resources("aws_kms_key")
	not terraform.is_on(key, "enable_key_rotation")
	terraform.value_or(key, "key_usage", "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
	spec := terraform.value_or(key, "customer_master_key_spec", "SYMMETRIC_DEFAULT")
	spec == "SYMMETRIC_DEFAULT"
	not terraform.has(key, "custom_key_store_id")
	message := sprintf("%s is not rotated", [key.address])
}
