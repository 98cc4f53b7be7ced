# METADATA
# title: SSH open to the internet
# description: >-
#   Machines all over the world try passwords and newly found flaws on every open SSH port, from the first minute.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-azure-6.2]
#   aliases: [AVD-AZU-0050, AVD-AZU-0047, CKV_AZURE_10]
#   remedy: Name the addresses that administer the machines, or use Azure Bastion.
package infra.azure.open_ssh

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some entry in azure.inbound
	anybody := azure.anybody(entry.rule)
	azure.opens(entry.rule, 22)
	finding := terraform.finding_at(
		entry.instance, anybody, object.get(entry.rule, "name", ""),
		sprintf("%s lets any address in to SSH", [entry.instance.address]),
	)
}
