# METADATA
# title: Lambda function that anyone may call
# description: >-
#   A permission for principal `*`, or a function URL that asks nobody who they are, runs the function for the whole internet,
#   with its role and on the owner's bill.
# custom:
#   severity: high
#   cwe: ["306"]
#   aliases: [CKV_AWS_258, CKV_AWS_301]
#   input: terraform
#   remedy: Name the service or account, or set `authorization_type = "AWS_IAM"`.
package infra.aws.lambda_called_by_anyone

import data.infra.lib.terraform

deny contains terraform.finding(permission, "principal", message) if {
	some permission in terraform.resources("aws_lambda_permission")
	terraform.value(permission, "principal") == "*"
	not terraform.has(permission, "source_arn")
	not terraform.has(permission, "source_account")
	not terraform.has(permission, "principal_org_id")
	not terraform.value_or(permission, "function_url_auth_type", "") == "AWS_IAM"
	message := sprintf("%s lets anyone call the function", [permission.address])
}

deny contains terraform.finding(url, "authorization_type", message) if {
	some url in terraform.resources("aws_lambda_function_url")
	terraform.value(url, "authorization_type") == "NONE"
	message := sprintf("%s lets anyone call the function", [url.address])
}
