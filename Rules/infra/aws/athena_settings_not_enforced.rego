# METADATA
# title: Athena workgroup whose clients choose their settings
# description: A client may turn the workgroup's encryption off, or send results to a bucket of its own.
# custom:
#   severity: low
#   cwe: ["693"]
#   aliases: [AVD-AWS-0007, CKV_AWS_82]
#   input: terraform
#   remedy: Leave `enforce_workgroup_configuration` on.
package infra.aws.athena_settings_not_enforced

import data.infra.lib.terraform

path := ["configuration", 0, "enforce_workgroup_configuration"]

deny contains terraform.finding(workgroup, path, message) if {
	some workgroup in terraform.resources("aws_athena_workgroup")
	terraform.is_off(workgroup, path)
	message := sprintf("clients of %s choose their settings", [workgroup.address])
}
