# METADATA
# title: Policy that allows all of a service
# description: >-
#   An action such as `s3:*` on every resource holds what nobody thought of: deleting, publishing, changing policies.
# custom:
#   severity: medium
#   cwe: ["269"]
#   aliases: [AVD-AWS-0057, CKV_AWS_288, CKV_AWS_289, CKV_AWS_290, CKV_AWS_355]
#   input: terraform
#   remedy: List the actions that are used, and the resources.
package infra.aws.iam_service_wildcard

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(instance, statement.at, key, message) if {
	some type, attribute in aws_policy.identity_policies
	some instance in terraform.resources(type)
	some statement in aws_policy.statements(instance, attribute)
	aws_policy.allows(statement)
	aws_policy.on_everything(statement)
	some action in statement.actions
	regex.match(`^[a-zA-Z0-9-]+:\*$`, action)
	key := concat(" ", [statement.key, action])
	message := sprintf("%s allows '%s' on every resource", [instance.address, action])
}
