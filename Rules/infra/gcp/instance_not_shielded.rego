# METADATA
# title: Machine whose start is not checked
# description: >-
#   Without its virtual TPM and integrity monitoring nobody notices that an intruder changed what the machine starts
#   with.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["693"]
#   controls: [cis-gcp-4.8]
#   aliases: [AVD-GCP-0041, AVD-GCP-0045, AVD-GCP-0067, CKV_GCP_39]
#   remedy: Leave `enable_vtpm` and `enable_integrity_monitoring` on, and set `enable_secure_boot` to true.
package infra.gcp.instance_not_shielded

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some machine in gcp.machines
	some block in terraform.blocks(machine, "shielded_instance_config")
	some key in ["enable_vtpm", "enable_integrity_monitoring", "enable_secure_boot"]
	terraform.no(block[key])
	finding := terraform.finding_at(machine, block[key], key, sprintf("%s switches '%s' off", [machine.address, key]))
}
