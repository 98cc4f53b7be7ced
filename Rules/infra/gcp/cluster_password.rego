# METADATA
# title: Cluster with a password
# description: >-
#   The one name and password make their holder an administrator, never end, and stand in the configuration and the
#   state.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["522"]
#   controls: [cis-gke-5.8.1]
#   aliases: [AVD-GCP-0064, CKV_GCP_19]
#   remedy: Remove `master_auth.username` and `password`; people log in with their accounts.
package infra.gcp.cluster_password

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_cluster")
	some block in terraform.blocks(instance, "master_auth")
	block.username != ""
	finding := terraform.finding_at(instance, block.username, "username", sprintf("%s has an administrator's password", [instance.address]))
}
