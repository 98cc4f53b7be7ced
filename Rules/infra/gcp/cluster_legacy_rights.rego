# METADATA
# title: Cluster with rights from before RBAC
# description: >-
#   With ABAC every service account of the cluster, and every authenticated user, may do nearly everything.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["285"]
#   controls: [cis-gke-5.8.4]
#   aliases: [AVD-GCP-0062, CKV_GCP_7]
#   remedy: Remove `enable_legacy_abac`.
package infra.gcp.cluster_legacy_rights

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_cluster")
	terraform.is_on(instance, "enable_legacy_abac")
	finding := terraform.finding(instance, "enable_legacy_abac", sprintf("%s grants rights past RBAC", [instance.address]))
}
