# METADATA
# title: ECR repository that anyone may use
# description: Everyone may pull the images, with source code and settings within, or push others in their place.
# custom:
#   severity: high
#   cwe: ["284"]
#   aliases: [AVD-AWS-0032, CKV_AWS_32]
#   input: terraform
#   remedy: Name the accounts or roles that pull; for an organisation ask for `aws:PrincipalOrgID`.
package infra.aws.ecr_public_policy

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(policy, statement.at, statement.key, message) if {
	some policy in terraform.resources("aws_ecr_repository_policy")
	some statement in aws_policy.statements(policy, "policy")
	aws_policy.grants_anyone(statement)
	message := sprintf("%s lets anyone use the repository", [policy.address])
}
