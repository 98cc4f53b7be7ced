# METADATA
# title: Nodes whose start is not checked
# description: A node that is not shielded can be impersonated by a pod that reads its boot credentials.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["693"]
#   controls: [cis-gke-5.5.5]
#   aliases: [AVD-GCP-0055, CKV_GCP_71, CKV_GCP_72]
#   remedy: Remove `enable_shielded_nodes`; the default is true.
package infra.gcp.nodes_not_shielded

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_cluster")
	terraform.is_off(instance, "enable_shielded_nodes")
	finding := terraform.finding(instance, "enable_shielded_nodes", sprintf("nodes of %s are not shielded", [instance.address]))
}
