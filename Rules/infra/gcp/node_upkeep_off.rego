# METADATA
# title: Nodes that are not kept up to date
# description: Nodes fall behind the control plane, and keep flaws that were fixed long ago.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["1104"]
#   controls: [cis-gke-5.5.2, cis-gke-5.5.3]
#   aliases: [AVD-GCP-0058, AVD-GCP-0063, CKV_GCP_9, CKV_GCP_10]
#   remedy: Leave `auto_upgrade` and `auto_repair` on.
package infra.gcp.node_upkeep_off

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_node_pool")
	some block in terraform.blocks(instance, "management")
	some key in ["auto_upgrade", "auto_repair"]
	terraform.no(block[key])
	finding := terraform.finding_at(instance, block[key], key, sprintf("%s switches '%s' off", [instance.address, key]))
}
