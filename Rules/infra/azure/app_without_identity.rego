# METADATA
# title: App without an identity of its own
# description: >-
#   Without a managed identity the app needs passwords for whatever it calls, and somebody keeps them somewhere.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["522"]
#   controls: [cis-azure-9.5]
#   aliases: [AVD-AZU-0002, CKV_AZURE_71]
#   remedy: >-
#     "Add `identity { type = \"SystemAssigned\" }`."
package infra.azure.app_without_identity

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.apps
	not terraform.has(instance, "identity")
	finding := terraform.finding(instance, "identity", sprintf("%s has no managed identity", [instance.address]))
}
