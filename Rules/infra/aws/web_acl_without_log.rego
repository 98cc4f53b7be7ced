# METADATA
# title: Web application firewall that keeps no log
# description: Without its log nobody can tell what was blocked, and what was let through.
# custom:
#   severity: low
#   cwe: ["778"]
#   aliases: [CKV2_AWS_31]
#   input: terraform
#   remedy: Add an `aws_wafv2_web_acl_logging_configuration`.
package infra.aws.web_acl_without_log

import data.infra.lib.terraform

deny contains terraform.finding_at(acl, acl, "logging", message) if {
	some acl in terraform.resources("aws_wafv2_web_acl")
	not terraform.is_linked_to(acl, "aws_wafv2_web_acl_logging_configuration", "resource_arn")
	message := sprintf("%s keeps no log", [acl.address])
}
