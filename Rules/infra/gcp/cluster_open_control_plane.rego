# METADATA
# title: Control plane open to every address
# description: >-
#   Everybody can try credentials and newly found flaws on the API server, and a leaked token works from anywhere.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["668"]
#   controls: [cis-gke-5.6.3]
#   aliases: [AVD-GCP-0053, CKV_GCP_18]
#   remedy: Name the networks that administer the cluster, or give the control plane a private endpoint alone.
package infra.gcp.cluster_open_control_plane

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_cluster")
	some configuration in terraform.blocks(instance, "master_authorized_networks_config")
	some block in configuration.cidr_blocks
	block.cidr_block in {"0.0.0.0/0", "::/0"}
	finding := terraform.finding_at(
		instance, block.cidr_block, "cidr_block",
		sprintf("the control plane of %s answers any address", [instance.address]),
	)
}
