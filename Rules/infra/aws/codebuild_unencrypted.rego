# METADATA
# title: CodeBuild results without encryption
# description: Artifacts are what gets deployed. Here somebody turned their encryption off.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0018, CKV_AWS_78, CKV_AWS_311]
#   input: terraform
#   remedy: Leave `encryption_disabled` out.
package infra.aws.codebuild_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding_at(project, block.encryption_disabled, name, message) if {
	some project in terraform.resources("aws_codebuild_project")
	some name in ["artifacts", "secondary_artifacts"]
	some block in terraform.blocks(project, name)
	terraform.yes(block.encryption_disabled)
	object.get(block, "type", "S3") != "NO_ARTIFACTS"
	message := sprintf("%s does not encrypt what it builds", [project.address])
}

deny contains terraform.finding(project, path, message) if {
	some project in terraform.resources("aws_codebuild_project")
	path := ["logs_config", 0, "s3_logs", 0, "encryption_disabled"]
	terraform.is_on(project, path)
	message := sprintf("%s does not encrypt its logs", [project.address])
}
