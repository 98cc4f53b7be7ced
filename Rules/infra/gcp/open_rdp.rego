# METADATA
# title: RDP open to the internet
# description: Open RDP is the way most ransomware comes in, by guessed passwords and flaws of the service.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-gcp-3.7]
#   aliases: [AVD-GCP-0027, CKV_GCP_3]
#   remedy: Name the addresses that administer the machines, or use Identity-Aware Proxy (35.235.240.0/20).
package infra.gcp.open_rdp

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some entry in gcp.open_firewalls
	not gcp.opens_all(entry.instance)
	gcp.opens(entry.instance, "tcp", 3389)
	finding := terraform.finding_at(entry.instance, entry.at, entry.at, sprintf("%s lets any address in to RDP", [entry.instance.address]))
}
