# METADATA
# title: Cluster without network policies
# description: Without an engine for them NetworkPolicies have no effect, and every pod reaches every other.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["284"]
#   controls: [cis-gke-5.6.7]
#   aliases: [AVD-GCP-0056, CKV_GCP_12]
#   remedy: >-
#     "Set `datapath_provider` to ADVANCED_DATAPATH, or `network_policy { enabled = true }`."
package infra.gcp.cluster_without_network_policy

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some instance in gcp.clusters
	terraform.value_or(instance, "datapath_provider", "LEGACY_DATAPATH") != "ADVANCED_DATAPATH"
	not has_engine(instance)
	finding := terraform.finding(instance, "network_policy", sprintf("%s has no engine for network policies", [instance.address]))
}

has_engine(instance) if {
	some block in terraform.blocks(instance, "network_policy")
	terraform.yes(block.enabled)
}
