# METADATA
# title: Database that accepts old TLS
# description: TLS 1.0 and 1.1 have known weaknesses and were withdrawn in 2021.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["327"]
#   controls: [cis-azure-4.4.2]
#   aliases: [AVD-AZU-0026, CKV_AZURE_52, CKV_AZURE_54]
#   remedy: Set the minimum version to 1.2.
package infra.azure.database_old_tls

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.databases
	some key in ["ssl_minimal_tls_version_enforced", "minimum_tls_version"]
	instance.values[key] in azure.old_tls
	finding := terraform.finding(instance, key, sprintf("%s accepts %s", [instance.address, instance.values[key]]))
}
