# METADATA
# title: KMS key that anyone may use
# description: With the key's policy open to everyone, all that it encrypts is encrypted for everyone.
# custom:
#   severity: critical
#   cwe: ["284"]
#   aliases: [CKV_AWS_33]
#   input: terraform
#   remedy: Name the account's root and the roles that use it; for services add `kms:ViaService` and `kms:CallerAccount`.
package infra.aws.kms_key_open_to_anyone

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(key, statement.at, statement.key, message) if {
	some type in ["aws_kms_key", "aws_kms_key_policy"]
	some key in terraform.resources(type)
	some statement in aws_policy.statements(key, "policy")
	aws_policy.grants_anyone(statement)
	message := sprintf("%s lets anyone use the key", [key.address])
}
