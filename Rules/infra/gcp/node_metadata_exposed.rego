# METADATA
# title: Pods that reach their node's metadata
# description: >-
#   Every pod may ask the metadata server for the node's token, and act as the node's service account.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   controls: [cis-gke-5.4.2]
#   aliases: [AVD-GCP-0057, CKV_GCP_69]
#   remedy: >-
#     "Set `workload_metadata_config { mode = \"GKE_METADATA\" }`, with workload identity for the cluster."
package infra.gcp.node_metadata_exposed

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some owner in gcp.node_owners
	some config in terraform.blocks(owner, "node_config")
	not is_concealed(config)
	finding := terraform.finding_at(
		owner, object.get(config, ["workload_metadata_config", 0], config), "workload_metadata_config",
		sprintf("pods of %s reach their node's metadata", [owner.address]),
	)
}

is_concealed(config) if {
	some block in config.workload_metadata_config
	some key in ["mode", "node_metadata"]
	block[key] in {"GKE_METADATA", "GKE_METADATA_SERVER", "SECURE"}
}
