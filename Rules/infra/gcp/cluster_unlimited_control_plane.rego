# METADATA
# title: Control plane without a list of networks
# description: Without the list the control plane answers any address.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   controls: [cis-gke-5.6.3]
#   aliases: [AVD-GCP-0061, CKV_GCP_20]
#   remedy: >-
#     Add `master_authorized_networks_config`, or set `private_cluster_config.enable_private_endpoint` to true.
package infra.gcp.cluster_unlimited_control_plane

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_cluster")
	not terraform.has(instance, "master_authorized_networks_config")
	not is_private(instance)
	finding := terraform.finding(
		instance, "master_authorized_networks_config",
		sprintf("the control plane of %s has no list of networks", [instance.address]),
	)
}

is_private(instance) if {
	some block in terraform.blocks(instance, "private_cluster_config")
	terraform.yes(block.enable_private_endpoint)
}
