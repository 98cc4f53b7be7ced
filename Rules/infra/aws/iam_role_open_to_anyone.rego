# METADATA
# title: Role that anyone may assume
# description: >-
#   A trust policy with principal `*` and no condition that says who lets every AWS account there is become this role.
# custom:
#   severity: critical
#   cwe: ["284"]
#   aliases: [CKV_AWS_60]
#   input: terraform
#   remedy: Name the accounts, roles or services that may assume it; for others' accounts also ask for `sts:ExternalId`.
package infra.aws.iam_role_open_to_anyone

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(role, statement.at, statement.key, message) if {
	some role in terraform.resources("aws_iam_role")
	some statement in aws_policy.statements(role, "assume_role_policy")
	aws_policy.grants_anyone(statement)
	message := sprintf("%s may be assumed by anyone", [role.address])
}
