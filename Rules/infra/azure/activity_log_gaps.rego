# METADATA
# title: Activity log with gaps
# description: What is deleted or changed by an action that is not logged cannot be traced to anybody.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["778"]
#   aliases: [AVD-AZU-0033, CKV_AZURE_38]
#   remedy: Log the categories Action, Delete and Write.
package infra.azure.activity_log_gaps

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_monitor_log_profile")
	some category in ["Action", "Delete", "Write"]
	categories := terraform.list(object.get(instance.values, "categories", null))
	not category in categories
	finding := terraform.finding_at(
		instance, terraform.at(instance, "categories"), category,
		sprintf("%s leaves out the category %s", [instance.address, category]),
	)
}
