# METADATA
# title: CodeBuild project in a privileged container
# description: What a build runs, which is whatever a pull request brings, has the rights of its host's root.
# custom:
#   severity: low
#   cwe: ["250"]
#   aliases: [CKV_AWS_316]
#   input: terraform
#   fix: {from: "true", to: "false"}
#   remedy: Set `privileged_mode` to false, unless the build makes images; then give that one a project of its own.
package infra.aws.codebuild_privileged

import data.infra.lib.terraform

path := ["environment", 0, "privileged_mode"]

deny contains terraform.finding(project, path, message) if {
	some project in terraform.resources("aws_codebuild_project")
	terraform.is_on(project, path)
	message := sprintf("%s builds in a privileged container", [project.address])
}
