# METADATA
# title: Registry with an administrator's password
# description: All who use it share one password that may push any image, and the log names none of them.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["522"]
#   aliases: [CKV_AZURE_137]
#   fix: {from: "true", to: "false"}
#   remedy: Set `admin_enabled` to false and give identities the roles AcrPull and AcrPush.
package infra.azure.registry_admin

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_container_registry")
	terraform.is_on(instance, "admin_enabled")
	finding := terraform.finding(instance, "admin_enabled", sprintf("%s has an administrator's password", [instance.address]))
}
