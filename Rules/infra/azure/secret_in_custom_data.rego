# METADATA
# title: Secret in a machine's start script
# description: Custom data stays readable on the machine for every program, and stands in the state file.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["798"]
#   aliases: [AVD-AZU-0037, CKV_AZURE_45]
#   remedy: Give the machine an identity, and let it fetch the secret from a key vault.
package infra.azure.secret_in_custom_data

import data.infra.lib.secrets
import data.infra.lib.terraform

deny contains finding if {
	some type in ["azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_linux_virtual_machine_scale_set", "azurerm_windows_virtual_machine_scale_set"]
	some instance in terraform.resources(type)
	some text in texts(instance.values.custom_data)
	some found in regex.find_all_string_submatch_n(`(?m)(?:^|[\s;])(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=["']?([^\s"';]+)`, text, 100)
	secrets.holds(found[1], found[2])
	finding := object.union(
		terraform.finding_at(
			instance, instance.values.custom_data, found[1],
			sprintf("the start script of %s sets the secret '%s'", [instance.address, found[1]]),
		),
		{"secret": instance.values.custom_data},
	)
}

# As it is written and, where it is base64, as it is meant.
texts(written) := [written, base64.decode(written)] if base64.is_valid(written)

texts(written) := [written] if not base64.is_valid(written)
