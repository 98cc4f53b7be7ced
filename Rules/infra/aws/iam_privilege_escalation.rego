# METADATA
# title: Policy by which its holder can grant itself more
# description: >-
#   Who may pass any role to a service, attach policies, write new versions of them or make keys for other users can reach the
#   rights of the mightiest of them.
# custom:
#   severity: medium
#   cwe: ["269"]
#   aliases: [AVD-AWS-0342, CKV_AWS_110, CKV_AWS_286]
#   input: terraform
#   remedy: Name the roles or users as resources, or add a condition such as `iam:PassedToService` or a permissions boundary.
package infra.aws.iam_privilege_escalation

import data.infra.lib.aws_policy
import data.infra.lib.terraform

escalating := {
	"iam:*",
	"iam:addusertogroup",
	"iam:attachgrouppolicy",
	"iam:attachrolepolicy",
	"iam:attachuserpolicy",
	"iam:createaccesskey",
	"iam:createloginprofile",
	"iam:createpolicyversion",
	"iam:passrole",
	"iam:putgrouppolicy",
	"iam:putrolepolicy",
	"iam:putuserpolicy",
	"iam:setdefaultpolicyversion",
	"iam:updateassumerolepolicy",
	"iam:updateloginprofile",
}

deny contains terraform.finding_at(grant, statement.at, key, message) if {
	some grant in aws_policy.granted
	statement := grant.statement
	aws_policy.on_everything(statement)
	statement.conditions == []
	some action in statement.actions
	lower(action) in escalating
	key := concat(" ", [statement.key, action])
	message := sprintf("%s allows '%s' on every resource", [grant.address, action])
}
