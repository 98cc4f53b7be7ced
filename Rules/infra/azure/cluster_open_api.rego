# METADATA
# title: Kubernetes API open to any address
# description: >-
#   Everybody can try credentials and newly found flaws on the API server, and a leaked token works from anywhere.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["668"]
#   aliases: [AVD-AZU-0041, CKV_AZURE_6]
#   remedy: Make the cluster private, or name `api_server_access_profile.authorized_ip_ranges`.
package infra.azure.cluster_open_api

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("azurerm_kubernetes_cluster")
	not terraform.is_on(instance, "private_cluster_enabled")
	not terraform.is_on(instance, "private_link_enabled")
	not is_limited(instance.values)
	finding := terraform.finding(
		instance, "authorized_ip_ranges",
		sprintf("the API of %s answers any address", [instance.address]),
	)
}

is_limited(values) if count(values.api_server_authorized_ip_ranges) > 0

is_limited(values) if {
	some block in values.api_server_access_profile
	count(block.authorized_ip_ranges) > 0
}
