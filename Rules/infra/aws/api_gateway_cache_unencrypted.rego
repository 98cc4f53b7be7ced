# METADATA
# title: API cache without encryption
# description: Answers that the cache keeps are stored as they are.
# custom:
#   severity: low
#   cwe: ["311"]
#   aliases: [AVD-AWS-0002, CKV_AWS_308]
#   input: terraform
#   remedy: Set `cache_data_encrypted = true` in `settings`.
package infra.aws.api_gateway_cache_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(setting, ["settings", 0, "cache_data_encrypted"], message) if {
	some setting in terraform.resources("aws_api_gateway_method_settings")
	terraform.is_on(setting, ["settings", 0, "caching_enabled"])
	not terraform.is_on(setting, ["settings", 0, "cache_data_encrypted"])
	message := sprintf("%s keeps answers unencrypted", [setting.address])
}
