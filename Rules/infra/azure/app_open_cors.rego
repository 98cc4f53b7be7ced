# METADATA
# title: App that every web page may call
# description: With `*` scripts of any page read the app's answers in the name of whoever visits that page.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["942"]
#   aliases: [CKV_AZURE_57]
#   remedy: Name the origins that call the app.
package infra.azure.app_open_cors

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.apps
	some config in terraform.blocks(instance, "site_config")
	some cors in config.cors
	some origin in cors.allowed_origins
	origin == "*"
	finding := terraform.finding_at(instance, origin, "cors", sprintf("%s answers pages of every origin", [instance.address]))
}
