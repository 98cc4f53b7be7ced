# METADATA
# title: Kubernetes cluster with local accounts
# description: >-
#   The local administrator's certificate works past Entra ID, its second factor and its logs, and cannot be taken
#   back.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["287"]
#   aliases: [CKV_AZURE_141]
#   remedy: Set `local_account_disabled` to true, with `azure_active_directory_role_based_access_control`.
package infra.azure.cluster_local_accounts

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_kubernetes_cluster")
	not terraform.is_on(instance, "local_account_disabled")
	finding := terraform.finding(
		instance, "local_account_disabled",
		sprintf("%s keeps its local administrator", [instance.address]),
	)
}
