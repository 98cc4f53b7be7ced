# METADATA
# title: Machine that forwards foreign packets
# description: >-
#   Such a machine sends packets in the name of others, and lets traffic through that the firewall would have stopped.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   controls: [cis-gcp-4.6]
#   aliases: [AVD-GCP-0043, CKV_GCP_36]
#   fix: {from: "true", to: "false"}
#   remedy: Set `can_ip_forward` to false unless the machine is a router.
package infra.gcp.instance_forwards

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some machine in gcp.machines
	terraform.is_on(machine, "can_ip_forward")
	finding := terraform.finding(machine, "can_ip_forward", sprintf("%s forwards foreign packets", [machine.address]))
}
