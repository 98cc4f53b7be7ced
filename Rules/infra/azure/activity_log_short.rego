# METADATA
# title: Activity log that is kept for less than a year
# description: Intruders are found after months; by then the log of how they came in is gone.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   aliases: [AVD-AZU-0031, CKV_AZURE_37]
#   remedy: Keep it for 365 days or more.
package infra.azure.activity_log_short

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_monitor_log_profile")
	some policy in terraform.blocks(instance, "retention_policy")
	terraform.yes(policy.enabled)
	policy.days < 365
	policy.days != 0
	finding := terraform.finding_at(
		instance, policy.days, "days",
		sprintf("%s keeps the log for %d days", [instance.address, policy.days]),
	)
}
