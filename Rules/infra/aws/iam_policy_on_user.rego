# METADATA
# title: Policy given to a single user
# description: >-
#   Rights that hang on single users are forgotten when the user's work changes, and nobody can see who may do what.
# custom:
#   severity: low
#   cwe: ["269"]
#   controls: [cis-aws-3.0-1.15]
#   aliases: [AVD-AWS-0143, CKV_AWS_40]
#   input: terraform
#   remedy: Give the policy to a group or role, and make the user a member.
package infra.aws.iam_policy_on_user

import data.infra.lib.terraform

deny contains terraform.finding(instance, "user", message) if {
	some type in ["aws_iam_user_policy", "aws_iam_user_policy_attachment"]
	some instance in terraform.resources(type)
	message := sprintf("%s gives rights to a single user", [instance.address])
}

deny contains terraform.finding(instance, "users", message) if {
	some instance in terraform.resources("aws_iam_policy_attachment")
	count(terraform.blocks(instance, "users")) > 0
	message := sprintf("%s gives rights to single users", [instance.address])
}
