# METADATA
# title: Redis that accepts old TLS
# description: TLS 1.0 and 1.1 have known weaknesses and were withdrawn in 2021.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["327"]
#   aliases: [CKV_AZURE_148]
#   remedy: Set `minimum_tls_version` to 1.2.
package infra.azure.redis_old_tls

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_redis_cache")
	instance.values.minimum_tls_version in azure.old_tls
	finding := terraform.finding(
		instance, "minimum_tls_version",
		sprintf("%s accepts TLS %s", [instance.address, instance.values.minimum_tls_version]),
	)
}
