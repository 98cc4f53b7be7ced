# METADATA
# title: Firewall open to the internet on every port
# description: Whatever listens on the machines, now or later, is there for everybody to try.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-gcp-3.6, cis-gcp-3.7]
#   aliases: [AVD-GCP-0027, CKV_GCP_2, CKV_GCP_3, CKV_GCP_75, CKV_GCP_77, CKV_GCP_88, CKV_GCP_106]
#   remedy: Name the ports that are meant for everybody, and for all others the addresses that may call.
package infra.gcp.open_firewall

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some entry in gcp.open_firewalls
	gcp.opens_all(entry.instance)
	finding := terraform.finding_at(entry.instance, entry.at, entry.at, sprintf("%s lets any address in to every port", [entry.instance.address]))
}
