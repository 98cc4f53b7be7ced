# METADATA
# title: AWS keys in a provider's block
# description: >-
#   Keys in the configuration are in the repository, its history and every copy of it. Whoever reads one of them acts as the
#   account that deploys everything.
# custom:
#   severity: critical
#   cwe: ["798"]
#   aliases: [CKV_AWS_41]
#   input: terraform
#   remedy: Revoke the key; let the provider find credentials in its environment, a profile or a role (`assume_role`).
package infra.aws.credentials_in_provider

deny contains finding if {
	some provider in input.providers
	provider.name == "aws"
	some attribute in ["access_key", "secret_key", "token"]
	written := object.get(provider.values, attribute, "")
	count(written) >= 16
	finding := {
		"message": sprintf("provider 'aws' has its %s written out", [replace(attribute, "_", " ")]),
		"at": written,
		"key": attribute,
		"subject": concat(".", ["provider", "aws", object.get(provider, "alias", "default")]),
	}
}
