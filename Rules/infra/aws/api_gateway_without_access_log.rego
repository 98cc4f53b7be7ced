# METADATA
# title: API that logs no access
# description: Without its log nobody can tell afterwards who called what.
# custom:
#   severity: low
#   cwe: ["778"]
#   aliases: [AVD-AWS-0001, CKV_AWS_76]
#   input: terraform
#   remedy: Add `access_log_settings` with a log group.
package infra.aws.api_gateway_without_access_log

import data.infra.lib.terraform

deny contains terraform.finding(stage, "access_log_settings", message) if {
	some type in ["aws_api_gateway_stage", "aws_apigatewayv2_stage"]
	some stage in terraform.resources(type)
	not terraform.has(stage, ["access_log_settings", 0])
	message := sprintf("%s logs no access", [stage.address])
}
