# METADATA
# title: SageMaker notebook whose users are root
# description: Code in a notebook, and whatever it installs, can change the machine and take the credentials of its role.
# custom:
#   severity: low
#   cwe: ["250"]
#   aliases: [CKV_AWS_307]
#   input: terraform
#   remedy: Set `root_access = "Disabled"`.
package infra.aws.sagemaker_notebook_root

import data.infra.lib.terraform

deny contains terraform.finding(notebook, "root_access", message) if {
	some notebook in terraform.resources("aws_sagemaker_notebook_instance")
	terraform.value_or(notebook, "root_access", "Enabled") == "Enabled"
	message := sprintf("users of %s are root", [notebook.address])
}
