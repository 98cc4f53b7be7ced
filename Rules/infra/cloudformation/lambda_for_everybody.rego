# METADATA
# title: Function that everybody may call
# description: >-
#   A permission for everybody without a source lets any AWS account call the function.
# custom:
#   severity: high
#   cwe: ["284"]
#   controls: [aws-fsbp-lambda.1]
#   aliases: [AVD-AWS-0067, CKV_AWS_301]
#   input: cloudformation
#   remedy: Name the account or service as `Principal`, and the caller as `SourceArn`.
package infra.cloudformation.lambda_for_everybody

import data.infra.lib.cloudformation

deny contains finding if {
	some permission in cloudformation.resources("AWS::Lambda::Permission")
	permission.values.Principal == "*"
	not cloudformation.has(permission.values, "SourceArn")
	not cloudformation.has(permission.values, "PrincipalOrgID")
	not cloudformation.has(permission.values, "FunctionUrlAuthType")
	finding := cloudformation.finding(permission, "is for everybody", permission.values.Principal, "Principal")
}
