# METADATA
# title: Linux machine with password logins
# description: Passwords are guessed by machines all day long, and this one stands in the state file, too.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["521"]
#   aliases: [AVD-AZU-0039, CKV_AZURE_1, CKV_AZURE_149, CKV_AZURE_178]
#   remedy: Set `disable_password_authentication` to true and give an `admin_ssh_key`.
package infra.azure.machine_with_password_login

import data.infra.lib.terraform

deny contains finding if {
	some type in ["azurerm_linux_virtual_machine", "azurerm_linux_virtual_machine_scale_set"]
	some instance in terraform.resources(type)
	terraform.is_off(instance, "disable_password_authentication")
	finding := terraform.finding(
		instance, "disable_password_authentication",
		sprintf("%s lets people log in with a password", [instance.address]),
	)
}

deny contains finding if {
	some type in ["azurerm_virtual_machine", "azurerm_virtual_machine_scale_set"]
	some instance in terraform.resources(type)
	some block in terraform.blocks(instance, "os_profile_linux_config")
	terraform.no(block.disable_password_authentication)
	finding := terraform.finding_at(
		instance, block.disable_password_authentication, "disable_password_authentication",
		sprintf("%s lets people log in with a password", [instance.address]),
	)
}
