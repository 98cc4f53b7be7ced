# METADATA
# title: WorkSpaces desktop without encryption
# description: A desktop's disk holds whatever its user works with.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0109, CKV_AWS_155, CKV_AWS_156]
#   input: terraform
#   remedy: Set both `root_volume_encryption_enabled` and `user_volume_encryption_enabled` to true.
package infra.aws.workspace_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(workspace, attribute, message) if {
	some workspace in terraform.resources("aws_workspaces_workspace")
	some volume in ["root", "user"]
	attribute := sprintf("%s_volume_encryption_enabled", [volume])
	not terraform.is_on(workspace, attribute)
	message := sprintf("the %s volume of %s is not encrypted", [volume, workspace.address])
}
