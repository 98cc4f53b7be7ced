# METADATA
# title: Load balancer that passes broken headers on
# description: Headers that the balancer and the server behind it read differently are how requests are smuggled past checks.
# custom:
#   severity: low
#   cwe: ["444"]
#   aliases: [AVD-AWS-0052, CKV_AWS_131]
#   input: terraform
#   remedy: Set `drop_invalid_header_fields = true`.
package infra.aws.load_balancer_invalid_headers

import data.infra.lib.terraform

deny contains terraform.finding(balancer, "drop_invalid_header_fields", message) if {
	some type in ["aws_lb", "aws_alb"]
	some balancer in terraform.resources(type)
	terraform.value_or(balancer, "load_balancer_type", "application") == "application"
	not terraform.is_on(balancer, "drop_invalid_header_fields")
	message := sprintf("%s passes broken headers on", [balancer.address])
}
