# METADATA
# title: Nodes with public addresses
# description: Every node is reachable from everywhere, and only the firewall stands before it.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["668"]
#   controls: [cis-gke-5.6.5]
#   aliases: [AVD-GCP-0059, CKV_GCP_25]
#   remedy: >-
#     "Add `private_cluster_config { enable_private_nodes = true }`, and Cloud NAT for the way out."
package infra.gcp.cluster_public_nodes

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_cluster")
	not is_private(instance)
	finding := terraform.finding(
		instance, "private_cluster_config",
		sprintf("the nodes of %s have public addresses", [instance.address]),
	)
}

is_private(instance) if {
	some block in terraform.blocks(instance, "private_cluster_config")
	terraform.yes(block.enable_private_nodes)
}
