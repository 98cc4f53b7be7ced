# METADATA
# title: Secret in user data
# description: >-
#   Whatever runs on the instance can read its user data, and so can everyone who may describe instances. A key there is known
#   to all of them, and to the repository.
# custom:
#   severity: critical
#   cwe: ["798"]
#   aliases: [AVD-AWS-0029, AVD-AWS-0129, CKV_AWS_46]
#   input: terraform
#   remedy: Revoke the key. Give the instance a profile with a role, and read other secrets from Secrets Manager at start.
package infra.aws.user_data_secret

import data.infra.lib.aws_secrets
import data.infra.lib.terraform

deny contains terraform.finding(instance, "user_data", message) if {
	some type in ["aws_instance", "aws_launch_configuration", "aws_launch_template"]
	some instance in terraform.resources(type)
	text := terraform.value(instance, "user_data")
	aws_secrets.has_key(text)
	message := sprintf("%s has a key in its user data", [instance.address])
}

deny contains terraform.finding(instance, attribute, message) if {
	some type, attribute in {
		"aws_instance": "user_data_base64",
		"aws_launch_configuration": "user_data_base64",
		"aws_launch_template": "user_data",
	}
	some instance in terraform.resources(type)
	text := terraform.value(instance, attribute)
	regex.match(`^[A-Za-z0-9+/\s]{24,}=*\s*$`, text)
	aws_secrets.has_key(base64.decode(text))
	message := sprintf("%s has a key in its user data", [instance.address])
}
