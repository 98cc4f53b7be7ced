# METADATA
# title: SSH open to the internet
# description: >-
#   Machines all over the world try passwords and newly found flaws on every open SSH port, from the first minute.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-gcp-3.6]
#   aliases: [AVD-GCP-0027, CKV_GCP_2]
#   remedy: Name the addresses that administer the machines, or use Identity-Aware Proxy (35.235.240.0/20).
package infra.gcp.open_ssh

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some entry in gcp.open_firewalls
	not gcp.opens_all(entry.instance)
	gcp.opens(entry.instance, "tcp", 22)
	finding := terraform.finding_at(entry.instance, entry.at, entry.at, sprintf("%s lets any address in to SSH", [entry.instance.address]))
}
