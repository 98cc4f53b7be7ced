# METADATA
# title: Role that every repository may assume
# description: >-
#   The token of a workflow says where it ran. A role that does not ask for the repository lets every workflow of every user of
#   that service assume it.
# custom:
#   severity: critical
#   cwe: ["284"]
#   aliases: [CKV_AWS_358, CKV_AWS_393]
#   input: terraform
#   remedy: Add a condition on the token's `sub`, such as `repo:owner/name:ref:refs/heads/main`.
package infra.aws.oidc_trust_too_wide

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(role, statement.at, statement.key, message) if {
	some role in terraform.resources("aws_iam_role")
	some statement in aws_policy.statements(role, "assume_role_policy")
	aws_policy.allows(statement)
	some principal in statement.principals
	principal.type == "Federated"
	regex.match(`(^|/)(token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io)$`, principal.id)
	not asks_for_subject(statement)
	message := sprintf("%s asks no token where it comes from", [role.address])
}

asks_for_subject(statement) if {
	some condition in statement.conditions
	endswith(condition.variable, ":sub")
	some value in condition.values
	not value in {"*", "repo:*", "repo:*/*", "repo:*/*:*"}
}
