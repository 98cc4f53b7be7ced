# METADATA
# title: App with remote debugging
# description: The debugger opens ports on the app, and who gets in sees and changes its memory.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["489"]
#   aliases: [CKV_AZURE_72]
#   remedy: Switch it off outside the time of debugging.
package infra.azure.app_remote_debugging

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some instance in azure.apps
	some config in terraform.blocks(instance, "site_config")
	some key in ["remote_debugging_enabled", "remote_debugging"]
	terraform.yes(config[key])
	finding := terraform.finding_at(
		instance, config[key], "remote_debugging",
		sprintf("%s can be debugged from afar", [instance.address]),
	)
}
