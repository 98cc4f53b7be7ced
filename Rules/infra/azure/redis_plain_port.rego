# METADATA
# title: Redis that takes plain connections
# description: Over the plain port whoever stands on the way reads the access key and the data.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["319"]
#   aliases: [CKV_AZURE_91]
#   remedy: Remove the setting; clients use port 6380 with TLS.
package infra.azure.redis_plain_port

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_redis_cache")
	some key in ["enable_non_ssl_port", "non_ssl_port_enabled"]
	terraform.is_on(instance, key)
	finding := terraform.finding(instance, key, sprintf("%s takes plain connections", [instance.address]))
}
