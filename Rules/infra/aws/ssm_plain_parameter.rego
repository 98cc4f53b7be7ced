# METADATA
# title: Secret in a plain SSM parameter
# description: A parameter of type String is not encrypted, and every reader of parameters reads it.
# custom:
#   severity: medium
#   cwe: ["312"]
#   aliases: [CKV_AWS_337]
#   input: terraform
#   remedy: Set `type = "SecureString"`, with a `key_id` of your own.
package infra.aws.ssm_plain_parameter

import data.infra.lib.secrets
import data.infra.lib.terraform

deny contains terraform.finding(parameter, "type", message) if {
	some parameter in terraform.resources("aws_ssm_parameter")
	terraform.value(parameter, "type") != "SecureString"
	secrets.is_name(terraform.value(parameter, "name"))
	message := sprintf("%s keeps a secret in a plain parameter", [parameter.address])
}
