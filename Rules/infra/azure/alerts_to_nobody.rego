# METADATA
# title: Security alerts that reach nobody
# description: What the platform finds out stays in a portal that nobody looks at.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-azure-2.1.20]
#   aliases: [AVD-AZU-0044, CKV_AZURE_21, CKV_AZURE_22]
#   remedy: Switch notifications on, for administrators too.
package infra.azure.alerts_to_nobody

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_security_center_contact")
	some key in ["alert_notifications", "alerts_to_admins"]
	terraform.is_off(instance, key)
	finding := terraform.finding(instance, key, sprintf("%s switches '%s' off", [instance.address, key]))
}
