# METADATA
# title: Instance metadata without a session token
# description: >-
#   The old metadata service answers any plain request from the instance. A web server that can be made to fetch an address
#   gives away the credentials of the instance's role.
# custom:
#   severity: medium
#   cwe: ["918"]
#   controls: [cis-aws-3.0-5.6]
#   aliases: [AVD-AWS-0028, AVD-AWS-0130, CKV_AWS_79]
#   input: terraform
#   remedy: Set `http_tokens = "required"` in `metadata_options`.
package infra.aws.instance_metadata_v1

import data.infra.lib.terraform

tokens := ["metadata_options", 0, "http_tokens"]

deny contains terraform.finding(instance, tokens, message) if {
	some type in ["aws_instance", "aws_launch_configuration", "aws_launch_template"]
	some instance in terraform.resources(type)
	terraform.value_or(instance, tokens, "optional") == "optional"
	terraform.value_or(instance, ["metadata_options", 0, "http_endpoint"], "enabled") == "enabled"
	not takes_it_from_template(instance)
	not is_required_by_account
	message := sprintf("%s answers requests for metadata without a token", [instance.address])
}

takes_it_from_template(instance) if {
	not terraform.has(instance, tokens)
	some template in terraform.resources("aws_launch_template")
	terraform.refers(instance, "launch_template", template)
	terraform.value(template, tokens) == "required"
}

is_required_by_account if {
	some defaults in terraform.resources("aws_ec2_instance_metadata_defaults")
	terraform.value(defaults, "http_tokens") == "required"
}
