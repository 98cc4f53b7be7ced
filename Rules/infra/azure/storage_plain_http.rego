# METADATA
# title: Storage account that accepts plain HTTP
# description: >-
#   Over plain HTTP whoever stands on the way reads files and the signatures that give access to more.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["319"]
#   controls: [cis-azure-3.1]
#   aliases: [AVD-AZU-0008, CKV_AZURE_3]
#   fix: {from: "false", to: "true"}
#   remedy: Set `https_traffic_only_enabled` to true, or leave it out.
package infra.azure.storage_plain_http

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_storage_account")
	some key in ["enable_https_traffic_only", "https_traffic_only_enabled"]
	terraform.is_off(instance, key)
	finding := terraform.finding(instance, key, sprintf("%s accepts plain HTTP", [instance.address]))
}
