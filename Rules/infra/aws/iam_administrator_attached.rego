# METADATA
# title: Administrator by a managed policy
# description: >-
#   `AdministratorAccess` allows everything. What needs it every day is worth breaking into every day.
# custom:
#   severity: medium
#   cwe: ["269"]
#   controls: [cis-aws-3.0-1.16]
#   aliases: [CKV_AWS_274]
#   input: terraform
#   remedy: Attach policies for the work at hand; keep administration for a role that people assume for a while, with MFA.
package infra.aws.iam_administrator_attached

import data.infra.lib.terraform

deny contains terraform.finding(instance, attribute, message) if {
	some type, attribute in {
		"aws_iam_group_policy_attachment": "policy_arn",
		"aws_iam_policy_attachment": "policy_arn",
		"aws_iam_role": "managed_policy_arns",
		"aws_iam_role_policy_attachment": "policy_arn",
		"aws_iam_user_policy_attachment": "policy_arn",
		"aws_ssoadmin_managed_policy_attachment": "managed_policy_arn",
	}
	some instance in terraform.resources(type)
	not is_own_policy(instance, attribute)
	some arn in terraform.blocks(instance, attribute)
	endswith(arn, ":policy/AdministratorAccess")
	message := sprintf("%s attaches AdministratorAccess", [instance.address])
}

# A policy that is made here is not AWS's own; what it allows is another check's matter.
is_own_policy(instance, attribute) if {
	attribute != "managed_policy_arns"
	some address in terraform.references(instance, attribute)
	regex.match(`^(module\.[^.]+\.)*aws_iam_policy\.`, address)
}
