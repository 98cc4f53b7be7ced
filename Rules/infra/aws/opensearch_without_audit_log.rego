# METADATA
# title: Search domain without an audit log
# description: Without logs nobody can tell who searched for what, or why an attempt failed.
# custom:
#   severity: low
#   cwe: ["778"]
#   aliases: [AVD-AWS-0042, CKV_AWS_84, CKV_AWS_317]
#   input: terraform
#   remedy: Add `log_publishing_options` of type `AUDIT_LOGS`.
package infra.aws.opensearch_without_audit_log

import data.infra.lib.terraform

deny contains terraform.finding(domain, "log_publishing_options", message) if {
	some type in ["aws_elasticsearch_domain", "aws_opensearch_domain"]
	some domain in terraform.resources(type)
	not has_audit_log(domain)
	message := sprintf("%s writes no audit log", [domain.address])
}

has_audit_log(domain) if {
	some options in terraform.blocks(domain, "log_publishing_options")
	options.log_type == "AUDIT_LOGS"
	terraform.yes(object.get(options, "enabled", true))
}
