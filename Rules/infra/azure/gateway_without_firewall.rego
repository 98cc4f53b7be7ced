# METADATA
# title: Application gateway without a web application firewall
# description: The firewall stops common attacks on web applications before they reach yours.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["693"]
#   aliases: [CKV_AZURE_120]
#   remedy: Use the tier WAF_v2 with `waf_configuration` or `firewall_policy_id`.
package infra.azure.gateway_without_firewall

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_application_gateway")
	some sku in terraform.blocks(instance, "sku")
	not startswith(sku.tier, "WAF")
	finding := terraform.finding_at(
		instance, sku.tier, "sku",
		sprintf("%s has no web application firewall", [instance.address]),
	)
}

deny contains finding if {
	some instance in terraform.resources("azurerm_application_gateway")
	some block in terraform.blocks(instance, "waf_configuration")
	terraform.no(block.enabled)
	finding := terraform.finding_at(
		instance, block.enabled, "waf_configuration",
		sprintf("%s switches its web application firewall off", [instance.address]),
	)
}
