# METADATA
# title: API that asks nobody who they are
# description: >-
#   A method or route without an authorizer or key runs what is behind it for everyone. That may be its purpose; then it is
#   worth knowing.
# custom:
#   severity: medium
#   cwe: ["306"]
#   aliases: [AVD-AWS-0004, CKV_AWS_59, CKV_AWS_309, CKV2_AWS_70]
#   input: terraform
#   remedy: Use an authorizer, IAM (`AWS_IAM`) or at least `api_key_required` with a usage plan.
package infra.aws.api_gateway_without_authorization

import data.infra.lib.terraform

deny contains terraform.finding(method, "authorization", message) if {
	some method in terraform.resources("aws_api_gateway_method")
	terraform.value(method, "authorization") == "NONE"
	terraform.value(method, "http_method") != "OPTIONS"
	not terraform.is_on(method, "api_key_required")
	message := sprintf("%s asks nobody who they are", [method.address])
}

deny contains terraform.finding(route, "authorization_type", message) if {
	some route in terraform.resources("aws_apigatewayv2_route")
	terraform.value_or(route, "authorization_type", "NONE") == "NONE"
	not startswith(terraform.value_or(route, "route_key", ""), "OPTIONS ")
	not terraform.is_on(route, "api_key_required")
	message := sprintf("%s asks nobody who they are", [route.address])
}
