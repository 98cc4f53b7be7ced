# METADATA
# title: Lambda function that a whole service may call
# description: Without a source any bucket, topic or rule of the service may call the function, those of other accounts too.
# custom:
#   severity: medium
#   cwe: ["441"]
#   aliases: [AVD-AWS-0067, CKV_AWS_364]
#   input: terraform
#   remedy: Add `source_arn`, and `source_account` for S3.
package infra.aws.lambda_called_by_whole_service

import data.infra.lib.terraform

deny contains terraform.finding(permission, "principal", message) if {
	some permission in terraform.resources("aws_lambda_permission")
	principal := terraform.value(permission, "principal")
	endswith(principal, ".amazonaws.com")
	not terraform.has(permission, "source_arn")
	not terraform.has(permission, "source_account")
	message := sprintf("%s lets all of '%s' call the function", [permission.address, principal])
}
