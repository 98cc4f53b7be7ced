# METADATA
# title: Account that takes short passwords
# description: Short passwords are found by trying. AWS's own rule asks for eight characters.
# custom:
#   severity: low
#   cwe: ["521"]
#   controls: [cis-aws-3.0-1.8]
#   aliases: [AVD-AWS-0063, CKV_AWS_10]
#   input: terraform
#   remedy: Set `minimum_password_length` to 14 or more.
package infra.aws.iam_short_password

import data.infra.lib.terraform

deny contains terraform.finding(policy, "minimum_password_length", message) if {
	some policy in terraform.resources("aws_iam_account_password_policy")
	length := terraform.number(terraform.value_or(policy, "minimum_password_length", 6))
	length < 14
	message := sprintf("%s takes passwords of %d characters", [policy.address, length])
}
