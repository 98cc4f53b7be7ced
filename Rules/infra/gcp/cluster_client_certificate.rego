# METADATA
# title: Cluster that issues a client certificate
# description: >-
#   The certificate makes its holder an administrator, cannot be taken back, and stands in the state.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["522"]
#   controls: [cis-gke-5.8.2]
#   aliases: [AVD-GCP-0064, CKV_GCP_13]
#   remedy: Set `issue_client_certificate` to false.
package infra.gcp.cluster_client_certificate

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_cluster")
	some block in terraform.blocks(instance, "master_auth")
	some configuration in block.client_certificate_config
	terraform.yes(configuration.issue_client_certificate)
	finding := terraform.finding_at(
		instance, configuration.issue_client_certificate, "issue_client_certificate",
		sprintf("%s issues a client certificate", [instance.address]),
	)
}
