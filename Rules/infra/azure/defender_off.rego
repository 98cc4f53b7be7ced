# METADATA
# title: Defender for Cloud in the free tier
# description: The free tier only gives advice; attacks on machines, databases and keys are not told.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-azure-2.1.1]
#   aliases: [AVD-AZU-0045, CKV_AZURE_19]
#   remedy: Set `tier` to Standard for the kinds of resources that matter.
package infra.azure.defender_off

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_security_center_subscription_pricing")
	instance.values.tier == "Free"
	finding := terraform.finding(instance, "tier", sprintf("%s stays in the free tier", [instance.address]))
}
