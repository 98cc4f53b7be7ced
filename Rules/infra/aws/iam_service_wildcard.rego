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

deny contains terraform.finding_at(grant, statement.at, key, message) if {
	some grant in aws_policy.granted
	statement := grant.statement
	aws_policy.on_everything(statement)
	some action in statement.actions
	regex.match(`^[a-zA-Z0-9-]+:\*$`, action)
	key := concat(" ", [statement.key, action])
	message := sprintf("%s allows '%s' on every resource", [grant.address, action])
}
