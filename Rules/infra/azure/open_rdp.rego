# METADATA
# title: RDP open to the internet
# description: Open RDP is the way most ransomware comes in, by guessed passwords and flaws of the service.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-azure-6.1]
#   aliases: [AVD-AZU-0048, AVD-AZU-0047, CKV_AZURE_9]
#   remedy: Name the addresses that administer the machines, or use Azure Bastion.
package infra.azure.open_rdp

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some entry in azure.inbound
	anybody := azure.anybody(entry.rule)
	azure.opens(entry.rule, 3389)
	finding := terraform.finding_at(
		entry.instance, anybody, object.get(entry.rule, "name", ""),
		sprintf("%s lets any address in to RDP", [entry.instance.address]),
	)
}
