# METADATA
# title: Secrets Manager secret that anyone may read
# description: The policy of the secret lets every AWS account read it.
# custom:
#   severity: critical
#   cwe: ["284"]
#   aliases: [CKV_AWS_283]
#   input: terraform
#   remedy: Name the roles that read it; `block_public_policy = true` refuses such policies.
package infra.aws.secret_open_to_anyone

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(instance, statement.at, statement.key, message) if {
	some type in ["aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"]
	some instance in terraform.resources(type)
	some statement in aws_policy.statements(instance, "policy")
	aws_policy.grants_anyone(statement)
	not terraform.is_on(instance, "block_public_policy")
	message := sprintf("%s lets anyone read the secret", [instance.address])
}
