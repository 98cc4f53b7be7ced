# METADATA
# title: Policy that allows everything
# description: >-
#   A statement with action `*` on resource `*` makes an administrator of whoever holds it, and of whoever breaks into what
#   holds it.
# custom:
#   severity: high
#   cwe: ["269"]
#   controls: [cis-aws-3.0-1.16]
#   aliases: [AVD-AWS-0057, CKV_AWS_1, CKV_AWS_49, CKV_AWS_62, CKV_AWS_63]
#   input: terraform
#   remedy: List the actions that are used, which IAM Access Analyzer tells from CloudTrail, and the resources they are used on.
package infra.aws.iam_all_actions_allowed

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding_at(grant, statement.at, statement.key, message) if {
	some grant in aws_policy.granted
	statement := grant.statement
	some action in statement.actions
	action in {"*", "*:*"}
	aws_policy.on_everything(statement)
	message := sprintf("%s allows every action on every resource", [grant.address])
}
