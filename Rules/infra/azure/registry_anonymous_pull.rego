# METADATA
# title: Registry that anybody may pull from
# description: Images hold programs and, too often, what was meant to stay inside.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["284"]
#   aliases: [CKV_AZURE_138]
#   fix: {from: "true", to: "false"}
#   remedy: Set `anonymous_pull_enabled` to false.
package infra.azure.registry_anonymous_pull

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_container_registry")
	terraform.is_on(instance, "anonymous_pull_enabled")
	finding := terraform.finding(instance, "anonymous_pull_enabled", sprintf("anybody may pull from %s", [instance.address]))
}
