# METADATA
# title: Security group that does not say what it is for
# description: Nobody dares to remove a group or rule of which nobody knows the reason.
# custom:
#   severity: info
#   cwe: ["1059"]
#   aliases: [AVD-AWS-0099, CKV_AWS_23]
#   input: terraform
#   remedy: Write a `description`. For a group it can only be set when it is made.
package infra.aws.security_group_without_description

import data.infra.lib.terraform

deny contains terraform.finding(group, "description", message) if {
	some group in terraform.resources("aws_security_group")
	terraform.value_or(group, "description", "Managed by Terraform") in {"", "Managed by Terraform"}
	message := sprintf("%s has no description", [group.address])
}
