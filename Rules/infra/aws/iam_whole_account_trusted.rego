# METADATA
# title: Role that a whole account may assume
# description: >-
#   With an account's root as principal each user and role of that account may assume this one, as far as its own
#   administrators allow.
# custom:
#   severity: low
#   cwe: ["284"]
#   aliases: [CKV_AWS_61]
#   input: terraform
#   remedy: Name the roles that need it, or add a condition such as `sts:ExternalId` or `aws:PrincipalArn`.
package infra.aws.iam_whole_account_trusted

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(role, statement.at, statement.key, message) if {
	some role in terraform.resources("aws_iam_role")
	some statement in aws_policy.statements(role, "assume_role_policy")
	aws_policy.allows(statement)
	some principal in statement.principals
	principal.type == "AWS"
	regex.match(`^(arn:aws[a-z-]*:iam::)?[0-9]{12}(:root)?$`, principal.id)
	not aws_policy.is_limited(statement)
	message := sprintf("%s may be assumed by everything in an account", [role.address])
}
