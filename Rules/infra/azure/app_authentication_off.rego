# METADATA
# title: App whose authentication is switched off
# description: >-
#   The platform could keep strangers out before they reach the app; this setting says that it does not.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["306"]
#   controls: [cis-azure-9.1]
#   aliases: [AVD-AZU-0003, CKV_AZURE_13]
#   remedy: Enable `auth_settings` where the app is not meant for everybody.
package infra.azure.app_authentication_off

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.apps
	some key in ["auth_settings", "auth_settings_v2"]
	some block in terraform.blocks(instance, key)
	some name in ["enabled", "auth_enabled"]
	terraform.no(block[name])
	finding := terraform.finding_at(
		instance, block[name], key,
		sprintf("%s switches the platform's authentication off", [instance.address]),
	)
}
