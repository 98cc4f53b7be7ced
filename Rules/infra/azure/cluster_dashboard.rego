# METADATA
# title: Kubernetes dashboard in the cluster
# description: >-
#   The old dashboard has been the way into many clusters. It runs with rights of its own, and gets no fixes.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["1104"]
#   aliases: [CKV_AZURE_8]
#   remedy: Remove it; the portal and kubectl show the same.
package infra.azure.cluster_dashboard

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_kubernetes_cluster")
	some profile in terraform.blocks(instance, "addon_profile")
	some dashboard in profile.kube_dashboard
	terraform.yes(dashboard.enabled)
	finding := terraform.finding_at(
		instance, dashboard.enabled, "kube_dashboard",
		sprintf("%s runs the dashboard", [instance.address]),
	)
}
