# METADATA
# title: Nodes with the default service account
# description: The default account is an editor of the whole project. Whoever leaves a container is one, too.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["269"]
#   controls: [cis-gke-5.2.1]
#   aliases: [AVD-GCP-0050]
#   remedy: Make a service account for the nodes with the role `roles/container.defaultNodeServiceAccount`.
package infra.gcp.node_default_account

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some owner in gcp.node_owners
	some config in terraform.blocks(owner, "node_config")
	terraform.coalesce(object.get(config, "service_account", null), "default") == "default"
	finding := terraform.finding_at(
		owner, object.get(config, "service_account", config), "service_account",
		sprintf("nodes of %s run as the default service account", [owner.address]),
	)
}
