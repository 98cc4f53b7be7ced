# METADATA
# title: Policy that allows everything
# description: >-
#   Whoever holds the policy is an administrator: one stolen key of theirs is the whole account.
# custom:
#   severity: high
#   cwe: ["250", "284"]
#   controls: [cis-aws-1.16, aws-fsbp-iam.1]
#   aliases: [AVD-AWS-0057, CKV_AWS_111, CKV_AWS_107]
#   input: cloudformation
#   remedy: Name the actions and the resources that are needed.
package infra.cloudformation.iam_wildcard_policy

import data.infra.lib.cloudformation

documents contains [resource, resource.values.PolicyDocument] if {
	some type in ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy", "AWS::IAM::GroupPolicy"]
	some resource in cloudformation.resources(type)
}

documents contains [resource, policy.PolicyDocument] if {
	some type in ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"]
	some resource in cloudformation.resources(type)
	some policy in resource.values.Policies
}

deny contains finding if {
	some [resource, document] in documents
	some statement in cloudformation.allowed(document)
	some action in cloudformation.list(statement.Action)
	action in {"*", "*:*"}
	some target in cloudformation.list(statement.Resource)
	target == "*"
	finding := cloudformation.finding(resource, "allows every action on every resource", action, object.get(statement, "Sid", ""))
}
