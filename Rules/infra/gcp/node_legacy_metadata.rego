# METADATA
# title: Nodes with the old metadata endpoint
# description: >-
#   The old endpoint answers requests without the header that later ones ask for, so a forged request from a web
#   application fetches the node's token.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["918"]
#   controls: [cis-gke-5.4.1]
#   aliases: [AVD-GCP-0048, CKV_GCP_67]
#   remedy: Set `disable-legacy-endpoints` to true in the nodes' metadata.
package infra.gcp.node_legacy_metadata

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some owner in gcp.node_owners
	some config in terraform.blocks(owner, "node_config")
	not is_disabled(config)
	finding := terraform.finding_at(
		owner, object.get(config, ["metadata", "disable-legacy-endpoints"], config), "disable-legacy-endpoints",
		sprintf("nodes of %s keep the old metadata endpoint", [owner.address]),
	)
}

is_disabled(config) if lower(sprintf("%v", [config.metadata["disable-legacy-endpoints"]])) == "true"
