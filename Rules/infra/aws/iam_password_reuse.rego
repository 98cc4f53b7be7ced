# METADATA
# title: Account that takes old passwords again
# description: A password that leaked once works again when its owner comes back to it.
# custom:
#   severity: low
#   cwe: ["521"]
#   controls: [cis-aws-3.0-1.9]
#   aliases: [AVD-AWS-0056, CKV_AWS_13]
#   input: terraform
#   remedy: Set `password_reuse_prevention` to 24.
package infra.aws.iam_password_reuse

import data.infra.lib.terraform

deny contains terraform.finding(policy, "password_reuse_prevention", message) if {
	some policy in terraform.resources("aws_iam_account_password_policy")
	remembered := terraform.number(terraform.value_or(policy, "password_reuse_prevention", 0))
	remembered < 24
	message := sprintf("%s remembers %d passwords", [policy.address, remembered])
}
