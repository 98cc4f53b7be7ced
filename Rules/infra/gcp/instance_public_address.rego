# METADATA
# title: Machine with a public address
# description: The machine is reachable from everywhere, and only the firewall stands before it.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   controls: [cis-gcp-4.9]
#   aliases: [AVD-GCP-0031, CKV_GCP_40]
#   remedy: >-
#     Remove `access_config`; reach the machine through a load balancer or Identity-Aware Proxy, and the internet
#     through Cloud NAT.
package infra.gcp.instance_public_address

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some machine in gcp.machines
	some interface in terraform.blocks(machine, "network_interface")
	some key in ["access_config", "ipv6_access_config"]
	some block in interface[key]
	finding := terraform.finding_at(machine, block, key, sprintf("%s has a public address", [machine.address]))
}
