# METADATA
# title: Owner of a whole subscription
# description: Who owns a subscription may do everything in it, and let others in.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["269"]
#   remedy: Assign a role for the work, on a resource group.
package infra.azure.owner_assignment

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_role_assignment")
	instance.values.role_definition_name in {"Owner", "User Access Administrator"}
	is_wide(instance)
	finding := terraform.finding(
		instance, "role_definition_name",
		sprintf("%s makes somebody '%s' of a subscription", [instance.address, instance.values.role_definition_name]),
	)
}

is_wide(instance) if {
	some reference in instance.references.scope
	contains(reference, "azurerm_subscription.")
}

is_wide(instance) if {
	count(object.get(instance.references, "scope", [])) == 0
	regex.match(`^/subscriptions/[^/]+/?$|^/providers/Microsoft.Management/managementGroups/`, instance.values.scope)
}
