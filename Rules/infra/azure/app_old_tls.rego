# METADATA
# title: App that accepts old TLS
# description: TLS 1.0 and 1.1 have known weaknesses and were withdrawn in 2021.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["327"]
#   controls: [cis-azure-9.3]
#   aliases: [AVD-AZU-0006, CKV_AZURE_15, CKV_AZURE_145, CKV_AZURE_154]
#   remedy: Set the minimum version to 1.2.
package infra.azure.app_old_tls

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.apps
	some config in terraform.blocks(instance, "site_config")
	some key in ["min_tls_version", "minimum_tls_version"]
	config[key] in azure.old_tls
	finding := terraform.finding_at(
		instance, config[key], "min_tls_version",
		sprintf("%s accepts TLS %s", [instance.address, config[key]]),
	)
}
