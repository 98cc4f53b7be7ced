# METADATA
# title: Port open to the internet
# description: >-
#   Everybody can try whatever listens there. Besides the web's own ports there is hardly one that is meant for
#   everybody.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["284"]
#   aliases: [AVD-AZU-0047]
#   remedy: Name the addresses that may call.
package infra.azure.open_port

import data.infra.lib.azure
import data.infra.lib.terraform

deny contains finding if {
	some entry in azure.inbound
	anybody := azure.anybody(entry.rule)
	some range in azure.ports(entry.rule)
	not range in {"80", "443"}
	not azure.opens(entry.rule, 22)
	not azure.opens(entry.rule, 3389)
	finding := terraform.finding_at(
		entry.instance, anybody, sprintf("%s %s", [object.get(entry.rule, "name", ""), range]),
		sprintf("%s lets any address in to port %s", [entry.instance.address, range]),
	)
}
