# METADATA
# title: Secret in a Lambda function's environment
# description: >-
#   Whoever may look at the function reads it, in each of its versions, and so does everyone with the repository.
# custom:
#   severity: high
#   cwe: ["798"]
#   aliases: [CKV_AWS_45]
#   input: terraform
#   remedy: Renew it, keep it in Secrets Manager and let the function read it by its role.
package infra.aws.lambda_secret_in_environment

import data.infra.lib.aws_secrets
import data.infra.lib.terraform

deny contains terraform.finding_at(function, value, name, message) if {
	some function in terraform.resources("aws_lambda_function")
	some name, value in terraform.value(function, ["environment", 0, "variables"])
	aws_secrets.is_secret(name, value)
	message := sprintf("%s has the value of '%s' written out", [function.address, name])
}
