# METADATA
# title: Queue or topic policy that allows every action
# description: Who is to send messages may also delete them, or the queue, and change its policy.
# custom:
#   severity: medium
#   cwe: ["269"]
#   aliases: [AVD-AWS-0097, CKV_AWS_72]
#   input: terraform
#   remedy: List the actions, such as `sqs:SendMessage`.
package infra.aws.messages_all_actions_allowed

import data.infra.lib.aws_policy
import data.infra.lib.terraform

types := ["aws_sns_topic", "aws_sns_topic_policy", "aws_sqs_queue", "aws_sqs_queue_policy"]

deny contains terraform.finding_at(instance, statement.at, statement.key, message) if {
	some type in types
	some instance in terraform.resources(type)
	some statement in aws_policy.statements(instance, "policy")
	aws_policy.allows(statement)
	some action in statement.actions
	lower(action) in {"*", "sqs:*", "sns:*"}
	message := sprintf("%s allows '%s'", [instance.address, action])
}
