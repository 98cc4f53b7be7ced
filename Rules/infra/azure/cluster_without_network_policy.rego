# METADATA
# title: Kubernetes cluster without network policies
# description: Without an engine for them NetworkPolicies have no effect, and every pod reaches every other.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["284"]
#   aliases: [AVD-AZU-0043, CKV_AZURE_7]
#   remedy: >-
#     "Set `network_profile.network_policy` to cilium, azure or calico."
package infra.azure.cluster_without_network_policy

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_kubernetes_cluster")
	not has_policy(instance.values)
	finding := terraform.finding(
		instance, "network_policy",
		sprintf("%s has no engine for network policies", [instance.address]),
	)
}

has_policy(values) if {
	some block in values.network_profile
	block.network_policy != ""
}
