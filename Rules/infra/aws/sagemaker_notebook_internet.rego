# METADATA
# title: SageMaker notebook with a way of its own to the internet
# description: Data of the notebook can be sent anywhere, past the rules of your network.
# custom:
#   severity: medium
#   cwe: ["668"]
#   aliases: [CKV_AWS_122]
#   input: terraform
#   remedy: Set `direct_internet_access = "Disabled"` and a subnet.
package infra.aws.sagemaker_notebook_internet

import data.infra.lib.terraform

deny contains terraform.finding(notebook, "direct_internet_access", message) if {
	some notebook in terraform.resources("aws_sagemaker_notebook_instance")
	terraform.value_or(notebook, "direct_internet_access", "Enabled") == "Enabled"
	message := sprintf("%s has a way of its own to the internet", [notebook.address])
}
