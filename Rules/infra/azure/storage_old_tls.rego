# METADATA
# title: Storage account that accepts old TLS
# description: TLS 1.0 and 1.1 have known weaknesses and were withdrawn in 2021.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["327"]
#   controls: [cis-azure-3.15]
#   aliases: [AVD-AZU-0011, CKV_AZURE_44]
#   remedy: Set `min_tls_version` to TLS1_2.
package infra.azure.storage_old_tls

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_account")
	instance.values.min_tls_version in azure.old_tls
	finding := terraform.finding(
		instance, "min_tls_version",
		sprintf("%s accepts %s", [instance.address, instance.values.min_tls_version]),
	)
}
