# METADATA
# title: Subnet whose flows are not logged
# description: Without the log nobody can say whom an intruder spoke to.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-gcp-3.8]
#   aliases: [AVD-GCP-0029, CKV_GCP_26]
#   remedy: Add a `log_config` block.
package infra.gcp.subnet_without_flow_logs

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_compute_subnetwork")
	not terraform.value_or(instance, "purpose", "PRIVATE") in {
		"INTERNAL_HTTPS_LOAD_BALANCER", "REGIONAL_MANAGED_PROXY", "GLOBAL_MANAGED_PROXY", "PRIVATE_SERVICE_CONNECT",
	}
	not terraform.has(instance, "log_config")
	finding := terraform.finding(instance, "log_config", sprintf("%s does not log its flows", [instance.address]))
}
