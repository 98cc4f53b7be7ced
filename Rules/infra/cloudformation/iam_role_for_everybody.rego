# METADATA
# title: Role that everybody may take
# description: >-
#   A role whose trust policy names everybody can be taken from any AWS account in the world.
# custom:
#   severity: critical
#   cwe: ["284"]
#   aliases: [CKV_AWS_60, CKV_AWS_61]
#   input: cloudformation
#   remedy: Name the accounts, roles or services that may take the role.
package infra.cloudformation.iam_role_for_everybody

import data.infra.lib.cloudformation

deny contains finding if {
	some role in cloudformation.resources("AWS::IAM::Role")
	some statement in cloudformation.allowed(role.values.AssumeRolePolicyDocument)
	cloudformation.for_everybody(statement)
	not cloudformation.has(statement, "Condition")
	finding := cloudformation.finding(role, "may be taken by everybody", statement.Principal, object.get(statement, "Sid", ""))
}
