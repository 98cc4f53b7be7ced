# METADATA
# title: Machine with an open serial port
# description: The serial console is reachable from every address; no firewall rule holds for it.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   controls: [cis-gcp-4.5]
#   aliases: [AVD-GCP-0032, CKV_GCP_35]
#   remedy: Remove `serial-port-enable` from the metadata.
package infra.gcp.instance_serial_port

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some machine in gcp.machines
	value := machine.values.metadata["serial-port-enable"]
	lower(sprintf("%v", [value])) in {"true", "1"}
	finding := terraform.finding_at(machine, value, "serial-port-enable", sprintf("%s has an open serial port", [machine.address]))
}
