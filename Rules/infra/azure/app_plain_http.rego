# METADATA
# title: App that accepts plain HTTP
# description: >-
#   Over plain HTTP whoever stands on the way reads and changes what visitors and the app tell each other.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["319"]
#   controls: [cis-azure-9.2]
#   aliases: [AVD-AZU-0004, CKV_AZURE_14, CKV_AZURE_70]
#   remedy: Set `https_only` to true.
package infra.azure.app_plain_http

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.apps
	not terraform.is_on(instance, "https_only")
	finding := terraform.finding(instance, "https_only", sprintf("%s accepts plain HTTP", [instance.address]))
}
