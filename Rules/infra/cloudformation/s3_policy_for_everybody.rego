# METADATA
# title: Bucket policy for everybody
# description: >-
#   A policy that allows everybody, without a condition, makes what it allows public, whatever the access lists say.
# custom:
#   severity: high
#   cwe: ["284"]
#   controls: [aws-fsbp-s3.2]
#   aliases: [CKV_AWS_70]
#   input: cloudformation
#   remedy: Name the accounts or roles as `Principal`, or limit the statement by a `Condition`.
package infra.cloudformation.s3_policy_for_everybody

import data.infra.lib.cloudformation

deny contains finding if {
	some policy in cloudformation.resources("AWS::S3::BucketPolicy")
	some statement in cloudformation.allowed(policy.values.PolicyDocument)
	cloudformation.for_everybody(statement)
	not cloudformation.has(statement, "Condition")
	finding := cloudformation.finding(policy, "allows everybody", statement.Principal, json.marshal(object.get(statement, "Action", "")))
}
