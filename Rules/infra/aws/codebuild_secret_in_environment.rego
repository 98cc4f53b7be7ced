# METADATA
# title: Secret in a CodeBuild project's environment
# description: It shows in the console, in the logs of builds that print their environment, and in the repository.
# custom:
#   severity: high
#   cwe: ["798"]
#   input: terraform
#   remedy: Renew it, and use type `SECRETS_MANAGER` or `PARAMETER_STORE`.
package infra.aws.codebuild_secret_in_environment

import data.infra.lib.aws_secrets
import data.infra.lib.terraform

deny contains terraform.finding_at(project, value, name, message) if {
	some project in terraform.resources("aws_codebuild_project")
	some variable in terraform.blocks(project, ["environment", 0, "environment_variable"])
	object.get(variable, "type", "PLAINTEXT") == "PLAINTEXT"
	name := variable.name
	value := variable.value
	aws_secrets.is_secret(name, value)
	message := sprintf("%s has the value of '%s' written out", [project.address, name])
}
