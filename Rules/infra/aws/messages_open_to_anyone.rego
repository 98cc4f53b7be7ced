# METADATA
# title: Queue or topic that anyone may use
# description: Everyone may send messages that your programs act on, or read those meant for them.
# custom:
#   severity: high
#   cwe: ["284"]
#   aliases: [CKV_AWS_168, CKV_AWS_169, CKV_AWS_387]
#   input: terraform
#   remedy: Name the accounts or services, with `aws:SourceArn` or `aws:SourceAccount` as condition.
package infra.aws.messages_open_to_anyone

import data.infra.lib.aws_policy
import data.infra.lib.terraform

types := ["aws_sns_topic", "aws_sns_topic_policy", "aws_sqs_queue", "aws_sqs_queue_policy"]

deny contains terraform.finding_at(instance, statement.at, statement.key, message) if {
	some type in types
	some instance in terraform.resources(type)
	some statement in aws_policy.statements(instance, "policy")
	aws_policy.grants_anyone(statement)
	message := sprintf("%s lets anyone send or read messages", [instance.address])
}
