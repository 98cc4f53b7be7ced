# METADATA
# title: Cluster that is not watched
# description: After an incident nobody can say what ran and what was called.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["778"]
#   controls: [cis-gke-5.7.1]
#   aliases: [AVD-GCP-0052, AVD-GCP-0060, CKV_GCP_1, CKV_GCP_8]
#   remedy: Remove the setting; the default logs and monitors.
package infra.gcp.cluster_without_logs

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_container_cluster")
	some key in ["logging_service", "monitoring_service"]
	instance.values[key] == "none"
	finding := terraform.finding(instance, key, sprintf("%s switches its '%s' off", [instance.address, key]))
}
